import { setTimeout as delay } from 'node:timers/promises'
import { namespaces } from './addresses.ts'
import { type Cable, usualDelayMs } from './cable.ts'
import type { MiddleboxRequest, StrippingStyle } from './middlebox-process.ts'
import { type Mode, rulesFor, rulesForLoss, rulesForOutage, upstreams } from './router-rules.ts'
import { inNamespace, mustRun } from './run.ts'
import { startScriptedProcess } from './scripted-process.ts'
import type { Session } from './smtp-script.ts'
import { setClientLink } from './topology.ts'

export type ModeOptions = {
  /** Which ports a mode that is about port 25 treats instead of 25. */
  ports?: readonly number[]
  /** How `stripped` hides STARTTLS; `blanked` unless given. */
  style?: StrippingStyle
}

/** The ISP's router. Modes replace each other in milliseconds; loss and outages come on top of a mode. */
export type Router = {
  mode(mode: Mode, options?: ModeOptions): Promise<void>
  /** Chance in percent, 0 to 100, that a packet is lost, each way. */
  loss(percent: number): Promise<void>
  /** Milliseconds that a packet takes between client and router, each way; 2 without this. */
  delay(ms: number): void
  /** Drops everything for `ms`; resolves when it is over. */
  outage(ms: number): Promise<void>
  /** What the transparent proxy was told. */
  proxySessions(): Promise<Session[]>
  /** Back to a network without faults. */
  reset(): Promise<void>
}

export async function startRouter(cable: Cable, logFile: string): Promise<Router> {
  const middlebox = startScriptedProcess<MiddleboxRequest>(namespaces.router, 'middlebox-process.ts', logFile)
  await middlebox.ask({ kind: 'start', upstreams: [...upstreams] })
  let linkIsUp = true
  const router: Router = {
    mode: async (mode, { ports = [25], style = 'blanked' } = {}) => {
      if (mode === 'stripped') await middlebox.ask({ kind: 'strip', style })
      await nft(rulesFor(mode, ports))
      const wantsLink = mode !== 'link-down'
      if (wantsLink !== linkIsUp) await setClientLink(wantsLink ? 'up' : 'down')
      linkIsUp = wantsLink
    },
    loss: (percent) => nft(rulesForLoss(percent === 0 ? null : percent)),
    delay: cable.delay,
    outage: async (ms) => {
      await nft(rulesForOutage(true))
      await delay(ms)
      await nft(rulesForOutage(false))
    },
    proxySessions: () => middlebox.ask({ kind: 'sessions' }),
    reset: async () => {
      await router.mode('none')
      await router.loss(0)
      cable.delay(usualDelayMs)
      await nft(rulesForOutage(false))
      await middlebox.ask({ kind: 'forget' })
    },
  }
  return router
}

async function nft(script: string): Promise<void> {
  await mustRun(inNamespace(namespaces.router, ['nft', '-f', '-']), script)
}
