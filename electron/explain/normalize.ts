/**
 * The same text for the same words: half-width, lower case, straight quotes, single spaces, and lines of a reply
 * ("550-5.7.1 …") without their hyphens. Each step reads the text once.
 */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/\u00d7/g, 'x')
    .replace(/(?<!\d)([245]\d\d)-(?=\S)/g, '$1 ')
    .replace(/\s+/g, ' ')
}
