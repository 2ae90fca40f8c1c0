/** Whether a value that came from a page is plain data of at most `most` bytes. It is not copied for that. */
export function isSmallData(value: unknown, most: number): boolean {
  let left = most
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    // A circle ends here too: each round costs something.
    left -= 8
    if (typeof next === 'string') left -= next.length * 2
    else if (typeof next === 'bigint') return false
    else if (Array.isArray(next)) {
      left -= next.length
      if (left >= 0) waiting.push(...(next as unknown[]))
    } else if (typeof next === 'object' && next !== null) {
      if (Object.getPrototypeOf(next) !== Object.prototype) return false
      for (const [name, member] of Object.entries(next)) {
        left -= name.length * 2
        waiting.push(member)
      }
    }
    if (left < 0) return false
  }
  return true
}
