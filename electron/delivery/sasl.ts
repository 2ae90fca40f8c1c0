import type { SMTPConnectionCustomAuthHandler } from 'nodemailer/lib/smtp-connection'

const passwordMechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const
export type PasswordMechanism = (typeof passwordMechanisms)[number]

/** The best mechanism for a password among the offered; null if there is none. */
export function chooseMechanism(offered: readonly string[]): PasswordMechanism | null {
  return passwordMechanisms.find((mechanism) => offered.includes(mechanism)) ?? null
}

/** RFC 5321, 4.5.3.1.4, with CRLF. */
const commandLineOctets = 512

/**
 * AUTH PLAIN (RFC 4616). nodemailer always puts the password on the command line; a long one must come as the answer
 * to 334 instead (RFC 4954, 4), because servers cut longer command lines.
 */
export function createPlainHandler(username: string, password: string): SMTPConnectionCustomAuthHandler {
  return async (exchange) => {
    const response = Buffer.from(`\0${username}\0${password}`).toString('base64')
    const inOneLine = `AUTH PLAIN ${response}`
    const fits = inOneLine.length + 2 <= commandLineOctets
    const first = await exchange.sendCommand(fits ? inOneLine : 'AUTH PLAIN')
    const last = !fits && first.status === 334 ? await exchange.sendCommand(response) : first
    if (last.status !== 235) throw new Error('refused')
  }
}

export type ImapLogin = 'AUTH=PLAIN' | 'AUTH=LOGIN' | 'LOGIN'

/**
 * The way in to IMAP (RFC 9051, 6.2.2 and 6.2.3) by the server's capabilities, given in capitals; null if there is none
 * for a password. Exchange takes "domain\\user" and "user/shared" by LOGIN only.
 */
export function chooseImapLogin(capabilities: readonly string[], username: string): ImapLogin | null {
  const login = capabilities.includes('LOGINDISABLED') ? null : 'LOGIN'
  if (login !== null && /[\\/]/.test(username)) return login
  if (capabilities.includes('AUTH=PLAIN')) return 'AUTH=PLAIN'
  if (capabilities.includes('AUTH=LOGIN')) return 'AUTH=LOGIN'
  return login
}
