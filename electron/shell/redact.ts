/** What stands before the @ of a mail address. It is looked for from its first letter only, or long texts would take for ever. */
const localPart = /(?<![\p{L}\p{N}.!#$%&'*+=?^_`{|}~-])[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]+(?=@[\p{L}\p{N}[])/gu

/** What a log does not keep: who has a mail address, and `words` that belong to the person. */
export function redact(text: string, words: readonly string[]): string {
  return (
    words
      // Shorter ones stand in every other word.
      .filter((word) => word.length >= 3)
      .sort((a, b) => b.length - a.length)
      .reduce((rest, word) => rest.replaceAll(word, '…'), text)
      .replace(localPart, '…')
  )
}
