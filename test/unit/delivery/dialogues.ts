import type { IssuedCertificate } from '../../fakes/certificates.ts'
import type { ScriptedClient } from '../../fakes/scripted-server.ts'

/** What goes wrong, and when: at the greeting (0) or instead of an answer to the n-th line of the client. */
export type Interruption = { at: number; how: (client: ScriptedClient) => void }

export type Dialogue = (client: ScriptedClient) => Promise<void>

type Answer = string | readonly string[] | ((line: string) => string | readonly string[])

export type SmtpDialogueOptions = {
  certificate: IssuedCertificate
  security?: 'starttls' | 'tls'
  greeting?: string
  /** What EHLO shows after TLS. */
  offers?: readonly string[]
  /** What EHLO shows before TLS. */
  offersInClear?: readonly string[]
  /** Replies by verb, in place of the usual ones. */
  answers?: Partial<Record<string, Answer>>
  interruption?: Interruption
}

/** A submission server that says yes to everything, but for `answers` and `interruption`. */
export function createSmtpDialogue(options: SmtpDialogueOptions): Dialogue {
  const { certificate, answers = {}, offers = ['AUTH PLAIN LOGIN'], offersInClear = ['STARTTLS'] } = options
  return async (client) => {
    const hear = createHearing(client, options.interruption)
    let secured = options.security === 'tls'
    if (secured) await client.startTls(certificate)
    await hear.greet(options.greeting ?? '220 mail.example.jp ESMTP')
    for (;;) {
      const line = await hear.line()
      const verb = line.split(' ')[0]?.toUpperCase() ?? ''
      const answer = answers[verb] ?? usualReply(verb, secured ? offers : offersInClear)
      const replies = [typeof answer === 'function' ? answer(line) : answer].flat()
      client.send(...replies)
      if (verb === 'STARTTLS' && replies[0]?.startsWith('220') === true) {
        await client.startTls(certificate)
        secured = true
      }
      if (verb === 'DATA' && replies[0]?.startsWith('354') === true) {
        while ((await hear.line()) !== '.');
        client.send(...[answers['.'] ?? '250 2.0.0 Ok: queued as 4Test'].flat().map(String))
      }
      if (verb === 'QUIT') return
    }
  }
}

function usualReply(verb: string, offers: readonly string[]): string | string[] {
  switch (verb) {
    case 'EHLO':
      return ['250-mail.example.jp', ...offers.map((offer) => `250-${offer}`), '250 HELP']
    case 'STARTTLS':
      return '220 2.0.0 Ready to start TLS'
    case 'AUTH':
      return '235 2.7.0 Authentication successful'
    case 'DATA':
      return '354 End data with <CR><LF>.<CR><LF>'
    case 'QUIT':
      return '221 2.0.0 Bye'
    default:
      return '250 2.0.0 Ok'
  }
}

export type ImapDialogueOptions = {
  certificate: IssuedCertificate
  security?: 'starttls' | 'tls'
  greeting?: string
  /** Capabilities after TLS. */
  offers?: string
  offersInClear?: string
  /** One message in INBOX, which outlives the connection. */
  message?: { headers: readonly string[]; removed: boolean }
  /** Answers by command, without tag; "$" stands for it. */
  answers?: Partial<Record<string, readonly string[]>>
  interruption?: Interruption
}

/** An IMAP server that says yes to everything, but for `answers` and `interruption`. */
export function createImapDialogue(options: ImapDialogueOptions): Dialogue {
  const {
    certificate,
    offers = 'IMAP4rev1 AUTH=PLAIN UIDPLUS',
    offersInClear = 'IMAP4rev1 STARTTLS',
  } = options
  const { answers = {} } = options
  return async (client) => {
    const hear = createHearing(client, options.interruption)
    let secured = options.security === 'tls'
    if (secured) await client.startTls(certificate)
    await hear.greet(options.greeting ?? '* OK ready')
    for (;;) {
      const line = await hear.line()
      const [tag = '', ...words] = line.split(' ')
      const command = line.endsWith('LIST "" ""')
        ? 'LIST root'
        : words.slice(0, words[0] === 'UID' ? 2 : 1).join(' ')
      const lines =
        answers[command] ??
        messageAnswer(command, options.message) ??
        usualAnswer(command, secured ? offers : offersInClear)
      if (command === 'AUTHENTICATE' && answers[command] === undefined) {
        client.send('+ ')
        await hear.line()
      }
      client.send(...lines.map((answer) => answer.replaceAll('$', tag)))
      if (command === 'STARTTLS' && lines.some((answer) => answer.startsWith('$ OK'))) {
        await client.startTls(certificate)
        secured = true
      }
      if (command === 'LOGOUT') return
    }
  }
}

/** Answers about the one message, which has the sequence number 1 and the UID 5. */
function messageAnswer(command: string, message: ImapDialogueOptions['message']): string[] | null {
  if (message === undefined || message.removed) return null
  switch (command) {
    case 'SELECT':
      return ['* 1 EXISTS', '* OK [UIDVALIDITY 7] valid', '* OK [UIDNEXT 6] next', '$ OK [READ-WRITE] done']
    case 'FETCH':
    case 'UID FETCH': {
      const block = [...message.headers, '', ''].join('\r\n')
      return [`* 1 FETCH (UID 5 BODY[HEADER] {${Buffer.byteLength(block)}}`, `${block})`, '$ OK done']
    }
    case 'UID EXPUNGE':
      message.removed = true
      return ['* 1 EXPUNGE', '$ OK done']
    default:
      return null
  }
}

function usualAnswer(command: string, offers: string): string[] {
  switch (command) {
    case 'CAPABILITY':
      return [`* CAPABILITY ${offers}`, '$ OK done']
    case 'LIST root':
      return [String.raw`* LIST (\Noselect) "/" ""`, '$ OK done']
    case 'LIST':
      return [String.raw`* LIST (\HasNoChildren) "/" INBOX`, '$ OK done']
    case 'SELECT':
      return ['* 0 EXISTS', '* OK [UIDVALIDITY 7] valid', '* OK [UIDNEXT 1] next', '$ OK [READ-WRITE] done']
    case 'LOGOUT':
      return ['* BYE bye', '$ OK done']
    default:
      return ['$ OK done']
  }
}

/** Hears lines, and lets the interruption happen at its line; after that only the client can end it. */
function createHearing(client: ScriptedClient, interruption: Interruption | undefined) {
  let lines = 0
  const interrupted = async () => {
    interruption?.how(client)
    for (;;) await client.expect(/^/)
  }
  return {
    async greet(greeting: string) {
      if (interruption?.at === 0) await interrupted()
      client.send(greeting)
    },
    async line(): Promise<string> {
      const line = await client.expect(/^/)
      if (interruption?.at === ++lines) await interrupted()
      return line
    },
  }
}
