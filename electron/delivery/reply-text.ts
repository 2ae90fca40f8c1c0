import { printable } from '../smtp/reply-parser.ts'

export type ReplyText = (raw: string) => string

/**
 * Makes what a server said fit for people: one line, at most 300 characters, no control characters, and without the
 * password, which some servers echo in plain or in base64 inside their complaint.
 */
export function createReplyText(username: string, password: string): ReplyText {
  const encoded = [password, `\0${username}\0${password}`].map((secret) =>
    Buffer.from(secret).toString('base64'),
  )
  const secrets = [password, password.replace(/["\\]/g, '\\$&'), ...encoded].filter((secret) => secret !== '')
  // An echo may be cut short: a run of base64 that is a part of one of ours is ours.
  const hidePart = (run: string) => (encoded.some((secret) => secret.includes(run)) ? hidden : run)
  return (raw) => {
    const whole = secrets.reduce((text, secret) => text.replaceAll(secret, hidden), raw)
    return printable(oneLine(whole.replace(/[A-Za-z0-9+/]{8,}={0,2}/g, hidePart))).trim()
  }
}

const hidden = '***'

/** "535-5.7.8 Bad\n535 5.7.8 credentials" to "535 5.7.8 Bad credentials"; other text only loses its line ends. */
function oneLine(raw: string): string {
  const lines = raw.split(/\r?\n/).filter((line) => line.trim() !== '')
  const [first = '', ...rest] = lines
  const match = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/.exec(first)
  if (match === null) return lines.join(' ')
  const [, code = '', status = ''] = match
  const text = lines.map((line) => {
    const words = line.startsWith(code) ? line.slice(code.length + 1) : line
    return status !== '' && words.startsWith(status) ? words.slice(status.length) : words
  })
  return rest.length === 0
    ? first
    : [code, status, ...text.map((words) => words.trim())].filter((word) => word !== '').join(' ')
}
