import type { DeliveryProof } from '../contract/delivery.ts'
import { fieldValues, type HeaderField, withoutComments } from './header-block.ts'

/**
 * What the headers of the arrived test mail prove. Servers put Received on top, and Postern puts none of its own: the
 * lowest is the one that our server wrote when it took the mail.
 */
export function readProof(fields: readonly HeaderField[]): DeliveryProof {
  const submitted = fieldValues(fields, 'received').at(-1)
  return {
    receivedWith: submitted === undefined ? null : receivedWith(submitted),
    receivedTls: submitted === undefined ? null : receivedTls(submitted),
    authenticationResults: [
      ...new Set(fieldValues(fields, 'authentication-results').flatMap(authenticationResults)),
    ],
  }
}

/** The registered protocol words (RFC 3848, RFC 6531); "Microsoft SMTP Server" is none. */
const protocolWord = /^(?:(?:UTF8)?(?:SMTP|LMTP)|ESMTP|LMTP)(?:A|S|SA)?$/

/** Postfix also writes "with cipher" into a comment, so comments go first. */
function receivedWith(received: string): string | null {
  const word = /\bwith\s+([A-Za-z0-9]+)/i.exec(withoutComments(received))?.[1]?.toUpperCase()
  return word !== undefined && protocolWord.test(word) ? word : null
}

/**
 * TLS in the forms that Postfix ("using TLSv1.3 with cipher X"), Exim ("(TLS1.3) tls X"), Sendmail, Gmail and Exchange
 * ("version=TLS1_3 cipher=X") and OpenSMTPD ("TLSv1.3:X") write it, as "TLSv1.3 X".
 */
function receivedTls(received: string): string | null {
  const version = /\bTLSv?\.?(1)[._]?([0-3])\b/i.exec(received)
  if (version === null) return null
  const name = `TLSv${version[1]}.${version[2]}`
  const cipher = /(?:\bcipher[ =]|\btls[ =]|\bTLSv?1[._]?[0-3][:,])\s*([A-Z0-9]+[-_][A-Za-z0-9_-]+)/.exec(
    received,
  )?.[1]
  return cipher === undefined ? name : `${name} ${cipher}`
}

/** RFC 8601, 2.2: the server's name, then "method=result" with reasons and properties behind, or "none". */
function authenticationResults(value: string): string[] {
  return withoutComments(value)
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .split(';')
    .slice(1)
    .flatMap((part) => {
      const match = /^\s*([A-Za-z0-9_-]+)(?:\s*\/\s*\d+)?\s*=\s*([A-Za-z0-9_-]+)/.exec(part)
      return match === null ? [] : [`${match[1]}=${match[2]}`.toLowerCase()]
    })
}
