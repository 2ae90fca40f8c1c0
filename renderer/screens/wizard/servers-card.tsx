import type { MailServer } from '../../../electron/contract/account.ts'
import type { SetupServers } from '../../../electron/contract/setup.ts'
import { useSetup } from '../../app-state.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'

type ServersCardProps = { servers: SetupServers; address: string }

/** The servers that the person goes on with, and where they come from. */
export function ServersCard({ servers, address }: ServersCardProps) {
  const { t } = useSetup()
  const { submission, incoming, source } = servers
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return (
    <section class="stack">
      <h2>{t('ui.address.servers')}</h2>
      <Card rows>
        <ServerRow
          icon="send"
          title={t('ui.address.sending')}
          server={submission}
          note={t(`ui.address.source.${source}`, { domain })}
        />
        <ServerRow
          icon="inbox"
          title={t(incoming.protocol === 'imap' ? 'ui.address.receiving' : 'ui.address.receiving-pop')}
          server={incoming}
          note={t(`ui.address.receiving.${incoming.protocol}`)}
        />
      </Card>
    </section>
  )
}

type ServerRowProps = { icon: IconName; title: string; server: MailServer; note: string }

function ServerRow({ icon, title, server: { host, port, security }, note }: ServerRowProps) {
  const { t } = useSetup()
  return (
    <li class="line between">
      <span class="ok">
        <Icon name={icon} size={20} />
      </span>
      <div class="grow">
        <h3>{title}</h3>
        <p class="selectable">{t('ui.address.server', { host, port })}</p>
        <p class="note faint">{note}</p>
      </div>
      <Chip tone="way" icon="lock">
        {t(`cli.security.${security}`)}
      </Chip>
    </li>
  )
}
