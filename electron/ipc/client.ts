import type {
  Bridge,
  CallInput,
  CallName,
  CallOutput,
  CallReply,
  EventName,
  EventPayload,
} from '../contract/ipc.ts'

export type Client = {
  call: <Name extends CallName>(name: Name, ...input: InputOf<Name>) => Promise<CallReply<CallOutput<Name>>>
  /** Gives the function that ends the subscription. */
  on: <Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) => () => void
}
type InputOf<Name extends CallName> = CallInput<Name> extends undefined ? [] : [CallInput<Name>]

/** The typed end of a window. The main process made what comes back, so that it is not parsed again. */
export function createClient(bridge: Bridge): Client {
  return {
    call: async (name, ...[input]) => (await bridge.call(name, input)) as CallReply<CallOutput<typeof name>>,
    on: (name, listener) => bridge.on(name, (payload) => listener(payload as EventPayload<typeof name>)),
  }
}
