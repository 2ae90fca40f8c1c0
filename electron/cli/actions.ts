import { runAccountAdd } from './account-add-command.ts'
import { runAccountList, runAccountRemove, runAccountVerify } from './account-commands.ts'
import { runCheck } from './check-command.ts'
import type { CommandContext } from './context.ts'
import { runDiscover } from './discover-command.ts'
import { runHistory } from './history-command.ts'
import type { Actions } from './program.ts'
import { runSendTest } from './send-test-command.ts'
import { runWatch } from './watch-command.ts'

export function createActions(context: CommandContext): Actions {
  return {
    check: (target, options) => runCheck(target, options, context),
    accountAdd: (address, options) => runAccountAdd(address, options, context),
    accountList: (options) => runAccountList(options, context),
    accountRemove: (address) => runAccountRemove(address, context),
    accountVerify: (address, options) => runAccountVerify(address, options, context),
    sendTest: (address, options) => runSendTest(address, options, context),
    discover: (address, options) => runDiscover(address, options, context),
    watch: (options) => runWatch(options, context),
    history: (options) => runHistory(options, context),
    // What few commands need is loaded with them.
    explain: async (words, options) =>
      (await import('./explain-command.ts')).runExplain(words, options, context),
    publish: async (domain, options) =>
      (await import('./publish-command.ts')).runPublish(domain, options, context),
    appleMail: async (address, options) =>
      (await import('./apple-mail-command.ts')).runAppleMail(address, options, context),
    // What is only for mail programs is loaded with these.
    clients: async (options) => (await import('./clients-command.ts')).runClients(options, context),
    fix: async (client, options) => (await import('./fix-command.ts')).runFix(client, options, context),
    undo: async (id) => (await import('./undo-command.ts')).runUndo(id, context),
  }
}
