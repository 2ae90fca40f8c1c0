import { afterEach, describe, expect, it, vi } from 'vitest'
import { verifyIncoming, verifySubmission } from '../../../electron/delivery/verify.ts'
import { createMailHost } from '../../fakes/mail-host.ts'
import { createScriptedServer } from '../../fakes/scripted-server.ts'
import { createImapDialogue, createSmtpDialogue } from './dialogues.ts'
import {
  accountFor,
  address,
  certificate,
  createCountedNetwork,
  expectNoPassword,
  host,
  untilDone,
} from './harness.ts'

const passwords = {
  'with spaces': ' two words ',
  'with quotes and backslash': String.raw`say "no" \ 'yes'`,
  Japanese: 'ひみつの電池𠮟',
  'of 1,000 characters': 'correct horse '.repeat(72).slice(0, 1_000),
  'of 1,000 Japanese characters': '電'.repeat(1_000),
  'with a line break': 'two\r\nlines',
  'that looks like SMTP': '.\r\nQUIT\r\n',
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(Object.entries(passwords))('a password %s', (_name, password) => {
  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)(
    'is the same at the other end of %s',
    async (mechanism) => {
      const user = { address, username: 'hanako', password }
      const mailHost = await createMailHost({
        name: host,
        certificate,
        user,
        behaviours: { authMethods: [mechanism] },
      })
      const account = accountFor(mailHost.ports)
      const right = await verifySubmission(account, password, createCountedNetwork(), untilDone())
      const wrong = await verifySubmission(account, `${password}.`, createCountedNetwork(), untilDone())
      await mailHost.close()
      expect(right).toMatchObject({ ok: true, value: { mechanism } })
      expect(wrong).toMatchObject({ ok: false, error: { kind: 'auth-rejected' } })
      expect(mailHost.signIns()).toBe(2)
    },
  )

  it('is the same at the other end of IMAP', async () => {
    const user = { address, username: 'hanako', password }
    const mailHost = await createMailHost({ name: host, certificate, user })
    const account = accountFor(mailHost.ports)
    const right = await verifyIncoming(account, password, createCountedNetwork(), untilDone())
    const wrong = await verifyIncoming(account, `${password}.`, createCountedNetwork(), untilDone())
    await mailHost.close()
    expect(right).toMatchObject({ ok: true })
    expect(wrong).toMatchObject({ ok: false, error: { kind: 'auth-rejected' } })
  })
})

describe('a password that cannot be sent', () => {
  it.each(['with\0a NUL', ''])('%j fails before anything is connected', async (password) => {
    const network = createCountedNetwork()
    const account = accountFor({ submission: 1, imap: 1 })
    for (const verify of [verifySubmission, verifyIncoming]) {
      const result = await verify(account, password, network, untilDone())
      expect(result).toMatchObject({ ok: false, error: { kind: 'password-not-sendable' } })
      if (password !== '') expectNoPassword(result, password)
    }
    expect(network.dialled).toEqual([])
  })
})

describe('a server that echoes the password', () => {
  const echoes = (line: string, password: string) => {
    const decoded = Buffer.from(line.split(' ').at(-1) ?? '', 'base64')
      .toString()
      .replaceAll('\0', ' ')
    return `bad: ${line} / ${decoded} / ${password} / ${line.slice(0, -6)}`
  }

  const printable = Object.entries(passwords).filter(([, password]) => !password.includes('\n'))

  it.each(printable)('%s: nothing of it is told or printed', async (_name, password) => {
    const printed: string[] = []
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        printed.push(String(chunk))
        return true
      })
    }
    const smtp = await createScriptedServer(
      createSmtpDialogue({
        certificate,
        answers: { AUTH: (line) => `535 5.7.8 ${echoes(line, password)}` },
        interruption: { at: 5, how: (client) => client.send(`535 5.7.8 ${password}`) },
      }),
    )
    const token = Buffer.from(`\0hanako\0${password}`).toString('base64')
    const imap = await createScriptedServer(
      createImapDialogue({
        certificate,
        answers: { AUTHENTICATE: [`$ NO ${echoes(`AUTHENTICATE PLAIN ${token}`, password)}`] },
      }),
    )
    const account = accountFor({ submission: smtp.port, imap: imap.port })
    const abort = AbortSignal.timeout(5_000)
    const results = [
      await verifySubmission(account, password, createCountedNetwork(), abort),
      await verifyIncoming(account, password, createCountedNetwork(), abort),
    ]
    await Promise.all([smtp.close(), imap.close()])
    vi.restoreAllMocks()
    for (const result of results) {
      expect(result.ok).toBe(false)
      expectNoPassword(result, password)
    }
    expectNoPassword(printed, password)
  })
})
