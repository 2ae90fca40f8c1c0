/**
 * Providers that have ended password sign-in say so in words and codes of their own: Exchange Online (5.7.139),
 * Google (5.7.14, 5.7.9 and "application-specific password").
 */
const needsOauth2 = [
  /\b5\.7\.139\b/,
  /\b5\.7\.14\b/,
  /basic ?auth(entication)? ?(is )?(disabled|blocked)/i,
  /application-specific password/i,
  /web login required|log ?in via your web browser/i,
]

export function saysNeedsOauth2(reply: string): boolean {
  return needsOauth2.some((pattern) => pattern.test(reply))
}

const tokenMechanisms = new Set(['XOAUTH2', 'OAUTHBEARER'])

/** Every mechanism on offer takes a token instead of a password. */
export function takesOnlyTokens(mechanisms: readonly string[]): boolean {
  return mechanisms.length > 0 && mechanisms.every((mechanism) => tokenMechanisms.has(mechanism))
}

/**
 * Exchange Online and Outlook.com refuse every password over IMAP, and say no more than "AUTHENTICATE failed."
 * (Basic authentication ended there in 2023 and 2024.)
 */
export function takesNoPasswordsOverImap(host: string): boolean {
  return /(^|\.)(outlook|office365|hotmail)\.com\.?$/i.test(host)
}
