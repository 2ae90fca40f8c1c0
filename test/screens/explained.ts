import { explain } from '../../electron/app/explain.ts'
import type { Explanation } from '../../electron/contract/explain.ts'

/** What a person can paste. */
export const explainTexts = {
  found: '554 5.7.1 <hanako@tanaka.example>: Relay access denied',
  check: '0x80042109',
  several:
    'Sending of the message failed. The message could not be sent because connecting to Outgoing server (SMTP) mail.tanaka.example timed out. 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6 530 5.7.0 Must issue a STARTTLS command first',
  unknown: 'エラーが発生しました（9-2-77）',
}

/** What the main process would answer. */
export const explained: Readonly<Record<string, Explanation[]>> = Object.fromEntries(
  Object.values(explainTexts).map((text) => [text, explain(text)]),
)
