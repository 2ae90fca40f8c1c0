import { useState } from 'preact/hooks'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

export type Copied = 'masked' | 'with-addresses' | 'failed'

/** The report for a provider's support: masked at once, with addresses when that is asked for. */
export function useReport() {
  const { call } = useApp()
  const [copied, setCopied] = useState<Copied | null>(null)
  const copy = (withAddresses: boolean) =>
    void call('report.copy', { withAddresses }).then(({ ok }) =>
      setCopied(ok ? (withAddresses ? 'with-addresses' : 'masked') : 'failed'),
    )
  return { copied, copy }
}

type ReportCopiedProps = { copied: Copied | null; onCopy: (withAddresses: boolean) => void }

/** Says what is in the clipboard now. The live region stands there from the start, so that it is read out. */
export function ReportCopied({ copied, onCopy }: ReportCopiedProps) {
  const { t } = useApp()
  return (
    <div class={copied === null ? 'copied none' : 'copied line small'}>
      <span class="line" role="status">
        {copied !== null && (
          <>
            <Icon name={copied === 'failed' ? 'alert' : 'check'} size={16} />
            {textOf(copied)}
          </>
        )}
      </span>
      {copied !== null && copied !== 'failed' && (
        <Button variant="link" onClick={() => onCopy(copied === 'masked')}>
          {t(copied === 'masked' ? 'ui.report.with-addresses' : 'ui.report.masked')}
        </Button>
      )}
    </div>
  )

  function textOf(what: Copied): string {
    switch (what) {
      case 'masked':
        return t('ui.report.copied')
      case 'with-addresses':
        return t('ui.report.copied-with-addresses')
      case 'failed':
        return t('ui.report.failed')
    }
  }
}
