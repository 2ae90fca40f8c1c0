/** An element with a text in it, or with other elements, one a line. */
export function element(name: string, content: string | readonly string[], attributes = ''): string[] {
  return typeof content === 'string'
    ? [`<${name}${attributes}>${escaped(content)}</${name}>`]
    : [`<${name}${attributes}>`, ...content.map((line) => `  ${line}`), `</${name}>`]
}

/** A whole document. */
export function xmlDocument(root: readonly string[]): string {
  return ['<?xml version="1.0" encoding="utf-8"?>', ...root, ''].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
