import type { Lab } from './lab.ts'
import { waitUntil } from './run.ts'
import { type ThunderbirdProgram, trustAuthority } from './thunderbird-program.ts'

/** A window in the way, in Thunderbird's words. */
export type Dialog = { kind: string; text: string }

const limitMs = 60_000

/** Marionette runs each script in a place of its own; between them this lasts as long as Thunderbird. */
const common = `
const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs')
const lab = (MailServices.lab ??= { dialogs: [], isSent: false })
const account = MailServices.accounts.accounts.findLast(({ incomingServer }) => incomingServer.type === 'imap')
const mainWindow = Services.wm.getMostRecentWindow('mail:3pane')
`

/** A dialog is answered as soon as it is there: nothing else goes on in Thunderbird until then. */
const watchDialogs = `
const [password] = arguments
lab.observer = {
  observe(dialog) {
    const { promptType, text } = dialog.args
    const fields = dialog.document
    lab.dialogs.push({ kind: promptType, text })
    if (promptType === 'promptPassword' && password !== null) {
      fields.getElementById('password1Textbox').value = password
      fields.getElementById('checkbox').checked = true
      dialog.Dialog.onCheckbox()
    }
    const isAnswer = promptType === 'alert' || password !== null
    const answer = isAnswer ? 'acceptDialog' : 'cancelDialog'
    dialog.setTimeout(() => fields.getElementById('commonDialog')[answer](), 0)
  },
}
Services.obs.addObserver(lab.observer, 'common-dialog-loaded')
`

const getMessages = `
const inbox = account.incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox)
account.incomingServer.getNewMessages(inbox, mainWindow.msgWindow, null)
`

/** What its compose window does when the person presses Send (MessengerCompose.js, nsMsgCompose::SendMsg). */
const send = `
const [subject, to] = arguments
const [identity] = account.identities
const fields = Cc['@mozilla.org/messengercompose/composefields;1'].createInstance(Ci.nsIMsgCompFields)
fields.from = MailServices.headerParser.makeMimeAddress(identity.fullName, identity.email)
fields.to = to
fields.subject = subject
const listener = {
  QueryInterface: ChromeUtils.generateQI(['nsIMsgSendListener']),
  onStartSending() {},
  onSendProgress() {},
  onStatus() {},
  onGetDraftFolderURI() {},
  onTransportSecurityError() {},
  onSendNotPerformed() {},
  onStopSending(id, status) {
    lab.isSent = Components.isSuccessCode(status)
  },
}
lab.isSent = false
Cc['@mozilla.org/messengercompose/send;1']
  .createInstance(Ci.nsIMsgSend)
  .createAndSendMessage(
    null, identity, account.key, fields, false, false, Ci.nsIMsgSend.nsMsgDeliverNow, null, 'text/plain',
    'Sent by Thunderbird.', mainWindow, null, listener, null, null, Ci.nsIMsgCompType.New,
  )
`

/**
 * What a person does with mail in a running Thunderbird, with the account of the last IMAP server. Each tells of the
 * dialogs that there were.
 */
export type ThunderbirdMail = {
  /** Goes online, gets messages and waits until the mailbox is open. */
  signIn(): Promise<Dialog[]>
  /** Waits until Thunderbird has signed in by itself. */
  signedIn(): Promise<Dialog[]>
  /** Waits until the mail is sent, or a dialog says why it is not. */
  send(subject: string, to: string): Promise<{ sent: boolean; dialogs: Dialog[] }>
}

/**
 * Attends to the dialogs of a Thunderbird: types the password where it is asked for and has it remembered, or says no
 * where there is none. Trusts the laboratory's authority from then on.
 */
export async function attend(
  thunderbird: ThunderbirdProgram,
  lab: Lab,
  password: string | null,
): Promise<ThunderbirdMail> {
  /** Thunderbird runs no script while a dialog is open. */
  const execute = async (script: string, ...args: readonly unknown[]) => {
    let value: unknown
    await waitUntil('the dialog is answered', async () => {
      try {
        value = await thunderbird.execute(`${common}${script}`, ...args)
        return true
      } catch (error) {
        if (error instanceof Error && error.message.includes('dialog detected')) return false
        throw error
      }
    })
    return value
  }
  const read = (expression: string) => execute(`return ${expression}`)
  await trustAuthority(thunderbird, lab.authorityFile)
  await execute(watchDialogs, password)
  const isOpen = `account.incomingServer.password !== '' && !account.incomingServer.serverBusy`
  const dialogs = async () => (await read('lab.dialogs.splice(0)')) as Dialog[]
  const signedIn = async () => {
    await waitUntil('Thunderbird has signed in', async () => (await read(isOpen)) === true, limitMs)
    return dialogs()
  }
  return {
    signedIn,
    signIn: async () => {
      await execute('Services.io.offline = false')
      await execute(getMessages)
      return signedIn()
    },
    send: async (subject, to) => {
      await execute(send, subject, to)
      await waitUntil(
        'Thunderbird has sent, or says why not',
        async () => (await read('lab.isSent || lab.dialogs.length !== 0')) === true,
        limitMs,
      )
      return { sent: (await read('lab.isSent')) === true, dialogs: await dialogs() }
    },
  }
}
