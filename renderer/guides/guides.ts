import type { AppState } from '../../electron/contract/state.ts'
import { appleGuide } from './apple.ts'
import type { Guide, GuideAccount } from './guide.ts'
import { otherGuide } from './other.ts'
import { outlookGuide } from './outlook.ts'
import { thunderbirdGuide } from './thunderbird.ts'

/** The guides for an account, with the program first that people have most on this system. */
export function guidesFor(account: GuideAccount, platform: AppState['platform']): Guide[] {
  const thunderbird = thunderbirdGuide(account)
  const outlook = outlookGuide(account)
  const apple = appleGuide(account)
  const other = otherGuide(account)
  switch (platform) {
    case 'windows':
      return [outlook, thunderbird, apple, other]
    case 'macos':
      return [apple, thunderbird, outlook, other]
    case 'linux':
      return [thunderbird, apple, outlook, other]
  }
}
