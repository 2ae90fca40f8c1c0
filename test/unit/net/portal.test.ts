import http from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { askPortal } from '../../../electron/net/portal.ts'
import { listen } from '../../fakes/listening.ts'
import { createSmallInternet } from '../../fakes/small-internet.ts'

test.each([
  ['http://portal.example.jp/generate_204', 'portal.example.jp', 'portal.example.jp:80'],
  ['http://portal.example.jp:8080/generate_204', 'portal.example.jp:8080', 'portal.example.jp:8080'],
  ['http://[2001:db8::1]:8080/generate_204', '[2001:db8::1]:8080', '2001:db8::1:8080'],
])('%s: asked for as %s (RFC 9110, 7.2)', async (url, hostHeader, endpoint) => {
  const hosts: (string | undefined)[] = []
  const server = await listen(
    http.createServer((request, response) => {
      hosts.push(request.headers.host)
      response.writeHead(204).end()
    }),
  )
  onTestFinished(() => server.close())
  const internet = await createSmallInternet({
    hosts: { 'portal.example.jp': '203.0.113.7' },
    ports: { [endpoint]: server.port },
  })
  onTestFinished(() => internet.close())
  expect(await askPortal(url, internet, AbortSignal.timeout(5_000))).toBe('no-content')
  expect(hosts).toEqual([hostHeader])
})
