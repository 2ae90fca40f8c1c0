import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

/** What a second start tells the first one. */
export type OtherInstance = { argv: string[]; cwd: string; additionalData: unknown }

// Electron answers at once, so the question has to block: a child asks it.
const ask = `
  const [socketPath, message] = process.argv.slice(1)
  const socket = require('node:net').connect(socketPath, () => socket.end(message))
  socket.on('error', () => process.exit(1)).on('close', () => process.exit(0))`

/** The single-instance lock of a user data folder: a socket that only one process can own. */
export class SingleInstance {
  #server: Server | undefined
  #path = ''

  get held(): boolean {
    return this.#server !== undefined
  }

  /** True where this process is the first; else the first one has been told. */
  request(userData: string, additionalData: unknown, onOther: (other: OtherInstance) => void): boolean {
    if (this.#server) return true
    const name = createHash('sha256').update(userData).digest('hex').slice(0, 32)
    this.#path = path.join(tmpdir(), `stand-in-${name}.sock`)
    const me: OtherInstance = { argv: process.argv, cwd: process.cwd(), additionalData }
    if (existsSync(this.#path)) {
      const child = spawnSync(process.execPath, ['-e', ask, this.#path, JSON.stringify(me)], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        timeout: 10_000,
      })
      if (child.status === 0) return false
      rmSync(this.#path, { force: true })
    }
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      let text = ''
      socket
        .setEncoding('utf8')
        .on('data', (chunk: string) => {
          text += chunk
        })
        .on('error', () => socket.destroy())
        .on('end', () => {
          socket.end()
          if (text !== '') onOther(JSON.parse(text) as OtherInstance)
        })
    })
      .listen(this.#path)
      .unref()
    return true
  }

  release(): void {
    if (!this.#server) return
    this.#server.close()
    this.#server = undefined
    rmSync(this.#path, { force: true })
  }
}
