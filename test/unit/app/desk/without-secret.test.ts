import { expect, test } from 'vitest'
import { withoutSecret } from '../../../../electron/app/desk/without-secret.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('a server that sends the password back, in whatever form, is not quoted', () => {
  const failure = {
    kind: 'auth-rejected',
    reply: `535 no: tanuki 7 ${base64('tanuki 7')} ${base64('\0hanako\0tanuki 7')} ${base64('hanako\0hanako\0tanuki 7')}`,
    deeper: [{ detail: 'tanuki 7' }],
    port: 587,
  }
  const shown = JSON.stringify(withoutSecret(failure, 'hanako', 'tanuki 7'))
  expect(shown).not.toContain('tanuki')
  for (const secret of ['tanuki 7', '\0hanako\0tanuki 7', 'hanako\0hanako\0tanuki 7']) {
    expect(shown).not.toContain(base64(secret))
  }
  expect(JSON.parse(shown)).toMatchObject({ kind: 'auth-rejected', port: 587 })
})

test('a password that is one of our own words changes no kind', () => {
  expect(withoutSecret({ kind: 'failed', reply: 'failed' }, 'hanako', 'failed')).toEqual({
    kind: 'failed',
    reply: '•••',
  })
})
