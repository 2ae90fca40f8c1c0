import { useState } from 'preact/hooks'
import type { Licence } from '../../../electron/contract/licences.ts'
import { useApp } from '../../app-state.ts'
import { announce } from '../../ui/announce.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Icon } from '../../ui/icon.tsx'

type Read = 'not-yet' | 'failed' | readonly Licence[]

/** What Postern is made with, and by what right. The list is read when somebody opens it. */
export function Licences() {
  const { state, t } = useApp()
  const [list, setList] = useState<Read>('not-yet')
  const read = async () => {
    try {
      setList(await readLicences())
    } catch {
      setList('failed')
      announce(t('ui.licences.failed'))
    }
  }
  return (
    <Disclosure
      summary={t('ui.licences.title')}
      onToggle={(open) => {
        if (open && typeof list === 'string') void read()
      }}
    >
      <p>{t('ui.licences.what', { folder: t(`ui.licences.folder.${state.platform}`) })}</p>
      {list === 'failed' && <p>{t('ui.licences.failed')}</p>}
      {typeof list !== 'string' && (
        <ul class="licences">
          {list.map((licence) => (
            <Entry key={`${licence.name} ${licence.version ?? ''}`} licence={licence} />
          ))}
        </ul>
      )}
    </Disclosure>
  )
}

/** The text is long, so that it comes into the page when it is opened. */
function Entry({ licence: { name, version, licence, text } }: { licence: Licence }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <details name="licence" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="chevron" size={14} />
          <span class="grow">
            {name} <span class="faint">{version}</span>
          </span>
          <span class="note faint">{licence}</span>
        </summary>
        {isOpen && <p class="code">{text}</p>}
      </details>
    </li>
  )
}

async function readLicences(): Promise<Licence[]> {
  const reply = await fetch('./licences.json')
  if (!reply.ok) throw new Error(`licences.json: ${reply.status}`)
  return reply.json() as Promise<Licence[]>
}
