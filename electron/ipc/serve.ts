import {
  type CallErrorCode,
  type CallInput,
  type CallName,
  type CallOutput,
  type CallReply,
  calls,
  type EventName,
  type EventPayload,
} from '../contract/ipc.ts'

/** What carries calls from the windows here and events to them. The shell has Electron's; tests have their own. */
export type ServerTransport = {
  /** Every call of a sender that is trusted is answered by `answer`. Gives the function that ends it. */
  onCall: (answer: (name: string, input: unknown) => Promise<CallReply<unknown>>) => () => void
  send: (name: EventName, payload: unknown) => void
}

/** What a call does here. It answers `notNow` where it makes no sense at this moment. */
export type Handlers = {
  [Name in CallName]: (input: CallInput<Name>) => Answer<CallOutput<Name>> | Promise<Answer<CallOutput<Name>>>
}
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- most calls have nothing to say
type Answer<Output> = (Output extends undefined ? void : Output) | NotNow
export type NotNow = { notNow: true }
export const notNow: NotNow = { notNow: true }

export type Server = {
  emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
  close: () => void
}

/** Answers calls over `transport`. An exception is a bug: `onBug` hears of it, the window only that it happened. */
export function serve(
  handlers: Handlers,
  transport: ServerTransport,
  onBug: (error: unknown, name: string) => void,
): Server {
  const close = transport.onCall(async (name, input) => {
    if (!isCall(name)) return refused('unknown-call')
    const parsed = calls[name].input.safeParse(input)
    if (!parsed.success) return refused('invalid-input')
    try {
      const value = await (handlers[name] as (input: unknown) => unknown)(parsed.data)
      return value === notNow ? refused('not-now') : { ok: true, value }
    } catch (error) {
      onBug(error, name)
      return refused('failed')
    }
  })
  return { emit: (name, payload) => transport.send(name, payload), close }
}

function isCall(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}

function refused(code: CallErrorCode): CallReply<never> {
  return { ok: false, error: { code } }
}
