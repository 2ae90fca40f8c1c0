/**
 * tsyringe, which @peculiar/x509 brings, refuses to load without the Reflect metadata API. The certificate
 * classes inject nothing by parameter, so there is never any metadata to find. Import this file first.
 */
if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { getMetadata: () => undefined, getOwnMetadata: () => undefined })
}
