import type { CallInput } from '../../contract/ipc.ts'
import { builtInPortalUrl } from '../../probe/targets.ts'
import type { Desktop } from './context.ts'

const pages: Record<CallInput<'page.open'>['page'], string> = {
  // A network that wants a sign-in answers this with its own page, which is why it is not https.
  'captive-portal': builtInPortalUrl,
  'help-thunderbird': 'https://support.mozilla.org/products/thunderbird',
  'help-outlook': 'https://support.microsoft.com/outlook',
  'help-apple-mail': 'https://support.apple.com/mail',
}

export async function openPage(page: keyof typeof pages, desktop: Desktop): Promise<void> {
  await desktop.openPage(pages[page])
}
