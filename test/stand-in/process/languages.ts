import process from 'node:process'

/** The person's languages as the environment tells them: LANGUAGE is a list, the others are one locale. */
export function systemLanguages(): string[] {
  const list = (process.env['LANGUAGE'] ?? '').split(':').filter((entry) => entry !== '')
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => process.env[name]).find(Boolean) ?? 'C'
  return (list.length > 0 ? list : [locale]).map((entry) => {
    const tag = (entry.split(/[.@]/)[0] ?? '').replace('_', '-')
    return tag === 'C' || tag === 'POSIX' || tag === '' ? 'en-US' : tag
  })
}
