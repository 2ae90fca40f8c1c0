import { mkdtemp, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ReadLink } from '../../electron/network/link.ts'
import { readLinuxLink } from '../../electron/network/linux.ts'
import { readMacosLink } from '../../electron/network/macos.ts'
import { createNetworkReader, type ReadNetwork } from '../../electron/network/read-network.ts'
import { readWindowsLink } from '../../electron/network/windows.ts'
import { systemClock } from '../../electron/net/clock.ts'

const never = new AbortController().signal
const readLink: ReadLink =
  { win32: readWindowsLink, darwin: readMacosLink }[process.platform as string] ?? readLinuxLink

describe('the network of this machine', () => {
  let read: ReadNetwork
  beforeEach(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'postern-network-'))
    const saltFile = path.join(folder, 'salt')
    read = createNetworkReader({ platform: process.platform, saltFile, clock: systemClock })
    return () => rm(folder, { recursive: true })
  })

  test('is the same at each reading, and has an interface of this machine', async () => {
    const first = await read(never)
    expect(await read(never)).toEqual(first)
    if (first.interface !== null) expect(Object.keys(networkInterfaces())).toContain(first.interface)
  })

  test('is told by the gateway and its MAC address', async () => {
    const network = await read(never)
    expect(network).toEqual({
      id: expect.any(String) as string,
      gateway: expect.any(String) as string,
      interface: expect.any(String) as string,
      kind: expect.any(String) as string,
    })
    expect(isIP(network.gateway ?? '')).toBeGreaterThan(0)
    const link = await readLink(network.interface ?? '', network.gateway?.includes(':') ? 6 : 4, never)
    expect(link).toMatchObject({ gateway: network.gateway, kind: network.kind })
    expect(link.gatewayMac).toMatch(/^([\da-f]{2}:){5}[\da-f]{2}$/)
  })
})
