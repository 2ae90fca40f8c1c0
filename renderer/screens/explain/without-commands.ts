/** The same words without the commands of the terminal, which stand in brackets: the window has buttons. */
export function withoutCommands(text: string): string {
  return text.replace(/ ?[(（]postern [^)）]*[)）]/g, '')
}
