#!/usr/bin/env node
import { runOnThisNode } from './cli/node-version.ts'

// Everything else is loaded only when this Node can run it.
if (await runOnThisNode()) {
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
}
