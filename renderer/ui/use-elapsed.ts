import { useEffect, useState } from 'preact/hooks'

/** Whole seconds since `since` (an ISO time), counted on while it is shown; null: nothing is under way. */
export function useElapsed(since: string | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (since === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? 0 : Math.max(0, Math.floor((now - Date.parse(since)) / 1_000))
}
