/** The command line as Electron's default app reads it: `electron [-r module]… [switches] path`. */
export function readArguments(args: readonly string[]): {
  modules: string[]
  target: string
  debuggingPort: string | undefined
} {
  const modules: string[] = []
  let target: string | undefined
  for (let index = 0; index < args.length && target === undefined; index += 1) {
    const argument = args[index] ?? ''
    if (argument === '-r' || argument === '--require') {
      index += 1
      modules.push(args[index] ?? '')
    } else if (!argument.startsWith('-')) target = argument
  }
  return {
    modules,
    target: target ?? '.',
    debuggingPort: args.find((argument) => argument.startsWith('--remote-debugging-port=')),
  }
}
