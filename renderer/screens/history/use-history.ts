import { useEffect, useState } from 'preact/hooks'
import type { HistoryDays, HistoryView } from '../../../electron/contract/timeline.ts'
import { useApp } from '../../app-state.ts'

export type ReadHistory = {
  days: HistoryDays
  setDays: (days: HistoryDays) => void
  /** The last one that was read: null before the first, and of other days while those are read. */
  view: HistoryView | null
  failed: boolean
  /** When the reading that is under way began. */
  since: string | null
  readAgain: () => void
}

/** The history, read again with each check that is over and each network that this computer comes to. */
export function useHistory(): ReadHistory {
  const { state, call } = useApp()
  const [days, setDays] = useState<HistoryDays>(14)
  const [view, setView] = useState<HistoryView | null>(null)
  const [failed, setFailed] = useState(false)
  const [since, setSince] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const { network, checked } = state

  useEffect(() => {
    let wanted = true
    setSince(new Date().toISOString())
    void call('history.read', { days }).then((reply) => {
      if (!wanted) return
      setSince(null)
      setFailed(!reply.ok)
      if (reply.ok) setView(reply.value)
    })
    return () => {
      wanted = false
    }
  }, [days, turn, checked?.at, network?.id, network?.kind])

  return { days, setDays, view, failed, since, readAgain: () => setTurn((before) => before + 1) }
}
