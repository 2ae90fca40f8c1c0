import type { MailFailure } from './failures.ts'

/** What the test mail's headers prove (RFC 3848 protocol words, RFC 8601 results). */
export type DeliveryProof = {
  /** The `with` word of the Received line that our server wrote on submission, such as ESMTPSA. */
  receivedWith: string | null
  /** TLS as that Received line tells it, such as "TLSv1.3 TLS_AES_256_GCM_SHA384". */
  receivedTls: string | null
  /** Authentication-Results, each as "method=result". */
  authenticationResults: string[]
}

export type Arrival =
  | {
      kind: 'arrived'
      folder: string
      junk: boolean
      seconds: number
      proof: DeliveryProof
      removed: boolean
    }
  /** Accepted, but not seen within the time; it may still arrive. */
  | { kind: 'not-seen'; seconds: number; folders: string[] }
  /** A POP-only account: arrival cannot be checked without touching the mailbox. */
  | { kind: 'not-checkable'; reason: 'pop3' }
  /** Sent, but the mailbox could not be read. */
  | { kind: 'mailbox-failed'; failure: MailFailure }

export type SentMail = {
  messageId: string
  port: number
  tls: string
  /** The server's last word, such as "250 2.0.0 Ok: queued as 4XyZ". */
  reply: string
  seconds: number
}

export type DeliveryProgress =
  | { step: 'connecting'; host: string; port: number }
  | { step: 'sending' }
  | { step: 'accepted'; reply: string }
  | { step: 'waiting'; folders: string[]; seconds: number; waitSeconds: number }
