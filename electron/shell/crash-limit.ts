const most = 3
const withinMs = 60_000

/** Whether a page that crashed at this moment is worth another try: three a minute, then it would go on for ever. */
export function createCrashLimit(now: () => number): () => boolean {
  let crashes: number[] = []
  return () => {
    crashes = [...crashes.filter((at) => now() - at < withinMs), now()]
    return crashes.length <= most
  }
}
