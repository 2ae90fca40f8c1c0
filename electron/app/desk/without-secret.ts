const mask = '•••'
/** What this program itself says: a password that happens to be the same word does not change it. */
const ownWords = new Set([
  ...['kind', 'step', 'reason', 'since', 'at', 'host'],
  ...['sha256', 'notBefore', 'notAfter'],
])

/**
 * The same value with every trace of a password taken out of its strings: a server may send back what it was told, as it
 * is or as SASL PLAIN and LOGIN wrote it (RFC 4616; base64).
 */
export function withoutSecret<Value>(value: Value, username: string, password: string): Value {
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  const secrets = [
    base64(`\0${username}\0${password}`),
    base64(`${username}\0${username}\0${password}`),
    base64(password),
    password,
  ].filter((secret) => secret !== '')
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string') {
      return secrets.reduce((text, secret) => text.replaceAll(secret, mask), part)
    }
    if (Array.isArray(part)) return part.map(clean)
    if (typeof part === 'object' && part !== null) {
      return Object.fromEntries(
        Object.entries(part).map(([name, inner]) => [name, ownWords.has(name) ? inner : clean(inner)]),
      )
    }
    return part
  }
  return clean(value) as Value
}
