import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../app-state.ts'
import { Icon } from './icon.tsx'

type CopyValueProps = {
  value: string
  /** What the value is: "Server". */
  label: string
}

/** A value that a person needs elsewhere; one press copies it. */
export function CopyValue({ value, label }: CopyValueProps) {
  const { call, t } = useApp()
  const [copied, setCopied] = useState(0)
  useEffect(() => {
    if (copied === 0) return
    const timer = setTimeout(() => setCopied(0), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      class="copy"
      aria-label={t('ui.copy.label', { label, value })}
      onClick={() => {
        void call('clipboard.copy', { text: value })
        setCopied(copied + 1)
      }}
    >
      <span class="copy-value">{value}</span>
      <Icon name={copied > 0 ? 'check' : 'copy'} size={16} />
      <span class="vh" role="status">
        {copied > 0 ? t('ui.copy.done') : ''}
      </span>
    </button>
  )
}
