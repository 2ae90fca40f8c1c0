import { expect, test } from 'vitest'
import { openPage } from '../../../electron/app/desk/open-page.ts'
import { isExternalPage } from '../../../electron/shell/external-pages.ts'

test('every page that the app opens is on the list', async () => {
  const opened: string[] = []
  const desktop = { openPage: (url: string) => Promise.resolve(void opened.push(url)) }
  for (const page of ['captive-portal', 'help-thunderbird', 'help-outlook', 'help-apple-mail'] as const)
    await openPage(page, desktop as unknown as Parameters<typeof openPage>[1])
  expect(opened).toHaveLength(4)
  expect(opened.filter((url) => !isExternalPage(url))).toEqual([])
})

test.each([
  'mailto:hanako@tanaka.example',
  'https://support.mozilla.org/ja/products/thunderbird',
  'http://cp.cloudflare.com/generate_204',
])('%s may be opened', (url) => {
  expect(isExternalPage(url)).toBe(true)
})

test.each([
  '',
  'support.mozilla.org',
  'http://support.mozilla.org/',
  'https://support.mozilla.org.example/',
  'https://support.mozilla.org@evil.example/',
  'https://user:secret@support.mozilla.org/',
  'https://support.mozilla.org:8443/',
  'https://evil.example/?https://support.mozilla.org/',
  'http://cp.cloudflare.com/elsewhere',
  'https://example.org/',
  'file:///etc/passwd',
  'smb://server/share',
  'javascript:alert(1)',
  'ms-msdt:/id',
  'app://postern/index.html',
])('%s may not', (url) => {
  expect(isExternalPage(url)).toBe(false)
})
