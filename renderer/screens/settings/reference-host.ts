/** As many as the settings take. */
export const mostReferences = 8

/** Why a typed reference server cannot be added; null: it can. */
export function referenceProblem(
  typed: string,
  references: readonly string[],
): 'not-a-host' | 'already-there' | 'enough' | null {
  const host = referenceHost(typed)
  if (!isHostName(host)) return 'not-a-host'
  if (references.includes(host)) return 'already-there'
  return references.length >= mostReferences ? 'enough' : null
}

/** The name as it is kept: without white space around it, a dot at its end, or capital letters. */
export function referenceHost(typed: string): string {
  return typed.trim().toLowerCase().replace(/\.$/, '')
}

/** A name on the internet: two labels or more (RFC 1123, 2.1), the last one not a number. Letters of any script. */
function isHostName(host: string): boolean {
  const labels = host.split('.')
  return (
    host.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)$/u.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  )
}
