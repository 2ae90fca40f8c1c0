/** A fingerprint in groups of 8 pairs, which are not divided, so that two can be compared by eye. */
export function fingerprintGroups(sha256: string): string[] {
  return sha256.match(/(?:[^:]+:?){1,8}/g) ?? []
}
