import type { MenuItemConstructorOptions } from 'electron'
import type { Sentence } from '../contract/sentence.ts'
import type { AppState } from '../contract/state.ts'
import { type TrayView, trayView } from '../state/tray-view.ts'
import type { MessageKey } from '../text/message-key.ts'
import type { Translate } from '../text/translate.ts'

/** What the entries of the menu do. */
export type TrayActions = {
  open: () => void
  check: () => void
  sendTest: (accountId: string) => void
  clients: () => void
  setStartAtLogin: (on: boolean) => Promise<void>
  quit: () => void
}

/** Windows keeps no more of a tooltip. */
const longestToolTip = 127

/** The menu of the tray: what is the case, what one can do, and how it goes on. */
export function trayMenu(
  state: AppState,
  t: Translate,
  actions: TrayActions,
  now: Date,
): MenuItemConstructorOptions[] {
  const view = trayView(state)
  const lastCheck =
    view.checkedAt === null
      ? []
      : [{ label: t('tray.last-check', { time: momentOf(view.checkedAt, now, state.language) }) }]
  const startAtLogin: MenuItemConstructorOptions[] =
    view.startAtLogin === null
      ? []
      : [
          {
            id: 'start-at-login',
            type: 'checkbox',
            label: t('tray.start-at-login'),
            checked: view.startAtLogin,
            click: () => void actions.setStartAtLogin(view.startAtLogin === false),
          },
        ]
  return [
    { id: 'verdict', label: verdictText(view, t).replaceAll('&', '&&'), enabled: false },
    ...lastCheck.map((item) => ({ ...item, id: 'last-check', enabled: false })),
    { type: 'separator' },
    { id: 'open', label: t('tray.open'), click: actions.open },
    { id: 'check', label: t('tray.check'), enabled: view.canCheck, click: actions.check },
    { ...sendTest(state, actions), label: t('tray.send-test'), enabled: view.canSendTest },
    { id: 'clients', label: t('tray.clients'), click: actions.clients },
    { type: 'separator' },
    ...startAtLogin,
    { id: 'quit', label: t('tray.quit'), click: actions.quit },
  ]
}

/** The verdict, as long as a tooltip can be. */
export function trayToolTip(state: AppState, t: Translate): string {
  const text = verdictText(trayView(state), t)
  if (text.length <= longestToolTip) return text
  const letters = [...new Intl.Segmenter(state.language).segment(text)].map(({ segment }) => segment)
  let cut = ''
  for (const letter of letters) {
    if (cut.length + letter.length >= longestToolTip) break
    cut += letter
  }
  return `${cut.trimEnd()}…`
}

/** One account is meant; among several the person chooses. */
function sendTest({ accounts }: AppState, { sendTest: send }: TrayActions): MenuItemConstructorOptions {
  const id = 'send-test'
  const [first, ...others] = accounts
  if (first === undefined) return { id }
  if (others.length === 0) return { id, click: () => send(first.id) }
  return {
    id,
    submenu: accounts.map((account) => ({
      id: `${id}:${account.id}`,
      // An ampersand in a label marks a key.
      label: account.address.replaceAll('&', '&&'),
      enabled: account.testMail.kind !== 'under-way',
      click: () => send(account.id),
    })),
  }
}

/** Whose and of when comes first: a tooltip is cut at its end. */
function verdictText({ verdict, of, whose }: TrayView, t: Translate): string {
  const said = inWords(verdict, t)
  const theirs =
    whose === null
      ? said
      : whose.others === 0
        ? t('tray.whose', { address: whose.address, verdict: said })
        : t('tray.whose-and-others', { ...whose, verdict: said })
  switch (of) {
    case 'now':
      return theirs
    case 'earlier-visit':
      return t('tray.remembered', { verdict: theirs })
    case 'network-alone':
      return t('tray.all-paused', { verdict: theirs })
  }
}

/** A sentence of the state: its key is one of ours. */
function inWords({ key, params }: Sentence, t: Translate): string {
  return t(key as MessageKey, params)
}

function momentOf(iso: string, now: Date, language: string): string {
  const at = new Date(iso)
  const isToday = at.toDateString() === now.toDateString()
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const)
  return new Intl.DateTimeFormat(language, { ...day, hour: 'numeric', minute: '2-digit' }).format(at)
}
