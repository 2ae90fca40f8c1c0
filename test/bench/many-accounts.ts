import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Account } from '../../electron/contract/account.ts'
import { CheckReport } from '../../electron/contract/check.ts'
import { namespaces } from '../lab/addresses.ts'
import type { Lab } from '../lab/lab.ts'
import { inNamespace } from '../lab/run.ts'

/** One `check --all` with 200 accounts on 50 servers, against one with a single account. */

const servers = 50
const accounts = 200
const mostTimes = 3
const mostMegabytes = 150
const repetitions = 3

function accountNumber(index: number): Account {
  const host = `127.1.0.${(index % servers) + 1}`
  return {
    id: String(index),
    address: `person${index}@many.example`,
    username: `person${index}`,
    submission: { host, port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host, port: 993, security: 'tls' },
    pinned: [],
    startTlsSeen: true,
  }
}

async function checkAll(lab: Lab, folder: string, authorityFile: string, count: number) {
  const home = path.join(folder, 'postern')
  await mkdir(home, { recursive: true })
  const settings = { version: 1, accounts: Array.from({ length: count }, (_, index) => accountNumber(index)) }
  await writeFile(path.join(home, 'settings.json'), JSON.stringify(settings))
  const command = path.join(import.meta.dirname, '..', '..', 'out', 'cli', 'postern.js')
  const [program, ...args] = inNamespace(namespaces.client, [
    process.execPath,
    command,
    ...['check', '--all', '--json', ...lab.referenceArgs],
  ])
  const begun = performance.now()
  const child = spawn(program, args, {
    env: {
      PATH: process.env['PATH'],
      XDG_CONFIG_HOME: folder,
      NODE_EXTRA_CA_CERTS: authorityFile,
      LANG: 'C',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let kilobytes = 0
  const watch = setInterval(() => {
    void readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (status) => (kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))),
      () => undefined,
    )
  }, 10)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(child, 'close')
  clearInterval(watch)
  const ms = performance.now() - begun
  const reports = Buffer.concat(chunks)
    .toString()
    .trim()
    .split('\n')
    .map((line) => CheckReport.parse(JSON.parse(line)))
  const ready = reports.filter(({ server }) => server?.submission.verdict === 'ready').length
  return { ms, megabytes: kilobytes / 1_024, ready }
}

export async function benchManyAccounts(lab: Lab): Promise<boolean> {
  await lab.reset()
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-bench-'))
  const script = path.join(import.meta.dirname, 'many-servers-process.ts')
  const [program, ...args] = inNamespace(namespaces.client, [process.execPath, script, String(servers)])
  const host = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(createInterface({ input: host.stdout }), 'line')) as [string]
    const authorityFile = path.join(folder, 'authority.pem')
    await writeFile(authorityFile, JSON.parse(line) as string)
    const one: Awaited<ReturnType<typeof checkAll>>[] = []
    const many: typeof one = []
    for (let i = 0; i < repetitions; i += 1) {
      one.push(await checkAll(lab, folder, authorityFile, 1))
      many.push(await checkAll(lab, folder, authorityFile, accounts))
    }
    const best = (runs: typeof one) => Math.min(...runs.map(({ ms }) => ms))
    const times = best(many) / best(one)
    const megabytes = Math.max(...many.map((run) => run.megabytes))
    const allReady = many.every(({ ready }) => ready === accounts)
    const fine = times <= mostTimes && megabytes <= mostMegabytes && allReady
    process.stdout.write(
      `\n${accounts} accounts on ${servers} servers in one --all: ${(best(many) / 1_000).toFixed(2)} s, ${times.toFixed(1)} times one account (${(best(one) / 1_000).toFixed(2)} s); ${megabytes.toFixed(0)} MB${fine ? '' : '  TOO MUCH'}\n`,
    )
    return fine
  } finally {
    host.kill()
    await rm(folder, { recursive: true, force: true })
  }
}
