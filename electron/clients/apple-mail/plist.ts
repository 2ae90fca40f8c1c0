export type PlistValue = string | number | boolean | readonly PlistValue[] | PlistDict
export type PlistDict = { readonly [name: string]: PlistValue }

/** A property list in XML. Numbers are whole. */
export function plist(root: PlistDict): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    ...element(root, ''),
    '</plist>',
    '',
  ].join('\n')
}

function element(value: PlistValue, indent: string): string[] {
  const inner = `${indent}\t`
  if (typeof value === 'string') return [`${indent}<string>${escape(value)}</string>`]
  if (typeof value === 'number') return [`${indent}<integer>${value}</integer>`]
  if (typeof value === 'boolean') return [`${indent}<${value}/>`]
  if (isList(value))
    return [`${indent}<array>`, ...value.flatMap((item) => element(item, inner)), `${indent}</array>`]
  const entries = Object.entries(value).flatMap(([name, item]) => [
    `${inner}<key>${escape(name)}</key>`,
    ...element(item, inner),
  ])
  return [`${indent}<dict>`, ...entries, `${indent}</dict>`]
}

function isList(value: readonly PlistValue[] | PlistDict): value is readonly PlistValue[] {
  return Array.isArray(value)
}

/** What XML cannot hold, escaped or not, is left out: control characters, halves of pairs, U+FFFE and U+FFFF. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}
