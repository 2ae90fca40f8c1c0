/** How long one server is waited for while servers are asked. */
export const limits = {
  /** Name and TCP: a first SYN, and the second one that follows a lost one after a second (RFC 6298). */
  connecting: (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(1_500)]),
  /** The dialogue. */
  talking: (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(2_500)]),
}
