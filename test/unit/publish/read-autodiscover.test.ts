import { expect, test } from 'vitest'
import { readAutodiscover } from '../../../electron/publish/read-autodiscover.ts'

const answer = (protocol: string, account = '<AccountType>email</AccountType><Action>settings</Action>') =>
  Buffer.from(
    `<?xml version="1.0"?><Autodiscover xmlns="a"><Response xmlns="b"><Account>${account}${protocol}</Account></Response></Autodiscover>`,
  )
const smtp = (port: number, more: string) =>
  `<Protocol><Type>SMTP</Type><Server>mail.example.jp</Server><Port>${port}</Port>${more}</Protocol>`

test.each([
  // SSL is on where nothing is said; Encryption goes before it.
  ['', 'tls'],
  ['<SSL>on</SSL>', 'tls'],
  ['<SSL>off</SSL>', null],
  ['<SSL>off</SSL><Encryption>TLS</Encryption>', 'starttls'],
  ['<SSL>on</SSL><Encryption>None</Encryption>', null],
  ['<Encryption>Auto</Encryption>', null],
  ['<Encryption>SSL</Encryption>', 'tls'],
])('%s is %s', (more, security) => {
  expect(readAutodiscover(answer(smtp(587, more)))).toEqual([
    { type: 'SMTP', host: 'mail.example.jp', port: 587, security, username: null },
  ])
})

test('the user name is LoginName, where there is one', () => {
  const [server] = readAutodiscover(answer(smtp(465, '<LoginName>hanako</LoginName>'))) ?? []
  expect(server).toMatchObject({ username: 'hanako' })
})

test('a protocol that cannot be read does not spoil the others', () => {
  const exchange = '<Protocol><Type>EXCH</Type></Protocol>'
  expect(readAutodiscover(answer(exchange + smtp(465, '')))).toHaveLength(1)
})

test.each([
  ['a redirection', answer('', '<Action>redirectAddr</Action><RedirectAddr>x@y.example</RedirectAddr>')],
  ['a web page', Buffer.from('<!doctype html><html></html>')],
  ['half of it', answer(smtp(465, '')).subarray(0, 120)],
  ['a document type', Buffer.from(`<!DOCTYPE a [<!ENTITY b "c">]>${answer(smtp(465, '')).toString()}`)],
  ['nothing', Buffer.from('')],
])('%s is no settings', (_what, body) => {
  expect(readAutodiscover(body)).toBeNull()
})
