import { useEffect, useState } from 'preact/hooks'

/** The time, told anew every half minute: enough for "2 minutes ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  // A render in between may show something that has just happened.
  return Math.max(now, Date.now())
}
