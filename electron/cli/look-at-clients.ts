import { recover } from '../app/clients/changes.ts'
import { type Look, lookAtClients } from '../app/clients/look.ts'
import type { CheckRequest } from '../app/check.ts'
import { clientFailureText } from '../text/client-failure-text.ts'
import type { CommandContext } from './context.ts'

/** Looks at the mail programs with all that this network does to them; null after Ctrl-C. */
export async function lookFromTerminal(request: CheckRequest, context: CommandContext): Promise<Look | null> {
  const { services, signal, t, terminal } = context
  await recoverFromTerminal(context)
  const loaded = await services.accounts.load()
  const accounts = loaded.ok ? loaded.value.settings.accounts : []
  terminal.progress(t('cli.clients.looking'))
  const look = await lookAtClients(accounts, request, services, t, signal, ({ elapsedMs }) => {
    const seconds = t('cli.value.elapsed', { seconds: (elapsedMs / 1_000).toFixed(1) })
    terminal.progress(`${t('cli.clients.testing')} ${seconds}`)
  })
  terminal.endProgress()
  return look
}

/** Settles what a crash has left, and says so. */
export async function recoverFromTerminal({ services, t, terminal }: CommandContext): Promise<void> {
  const recovered = await recover(services)
  if (!recovered.ok) {
    terminal.complain(clientFailureText(t, recovered.error))
    return
  }
  for (const change of recovered.value) {
    const { id, file, outcome } = change
    terminal.complain(
      outcome === 'failed'
        ? clientFailureText(t, change.failure)
        : t(`cli.clients.recovered.${outcome}`, { id, file }),
    )
  }
}
