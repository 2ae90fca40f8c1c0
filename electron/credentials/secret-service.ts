import { z } from 'zod'
import { connectSessionBus, type BusCall } from '../system/session-bus.ts'

/**
 * The Secret Service (freedesktop.org Secret Service API 0.2) as far as keytar leaves questions open: where
 * entries are, whether they are locked, and unlocking with a prompt that can be given up.
 */
export type SecretService = {
  /** Object paths of the entries with these attributes. Never prompts. */
  find(attributes: Record<string, string>): Promise<{ unlocked: string[]; locked: string[] }>
  attributesOf(item: string): Promise<Record<string, string>>
  /** Where new entries go; null when the person has no collection yet. */
  defaultCollection(): Promise<{ path: string; locked: boolean } | null>
  /** Makes the default collection. Shows a prompt for its password; false when that was dismissed. */
  createDefaultCollection(): Promise<boolean>
  /** May show a prompt, unless there is nothing to unlock. False when the person dismissed it, or nothing here can show one. */
  unlock(objects: string[]): Promise<boolean>
  close: () => void
}

const service = 'org.freedesktop.secrets'
const root = '/org/freedesktop/secrets'
const promptInterface = 'org.freedesktop.Secret.Prompt'
const nothing = '/'

const Paths = z.array(z.string())
const Attributes = z.array(z.tuple([z.string(), z.string()]))

/**
 * Rejects with a BusError, here and in every call, when no service answers or `signal` is aborted. A prompt that
 * is given up is left to the desktop, not dismissed: who answers it late has unlocked the keyring for the next
 * call, and Dismiss kills gnome-keyring 42 if the prompt is not on the screen yet.
 */
export async function connectSecretService(
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<SecretService> {
  const bus = await connectSessionBus(env, signal)
  const call = (path: string, type: string, member: string, rest: Pick<BusCall, 'signature' | 'args'>) =>
    bus.call({ destination: service, path, interface: type, member, ...rest })
  const property = (path: string, type: string, name: string) =>
    call(path, 'org.freedesktop.DBus.Properties', 'Get', { signature: 'ss', args: [type, name] })

  const answerOf = async (prompt: string): Promise<boolean> => {
    await bus.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      args: [`type='signal',interface='${promptInterface}',member='Completed',path='${prompt}'`],
    })
    const completed = bus.nextSignal(({ member, path }) => member === 'Completed' && path === prompt)
    const [{ body }] = await Promise.all([
      completed,
      call(prompt, promptInterface, 'Prompt', { signature: 's', args: [''] }),
    ])
    return body[0] === false
  }

  return {
    async find(attributes) {
      const reply = await call(root, 'org.freedesktop.Secret.Service', 'SearchItems', {
        signature: 'a{ss}',
        args: [Object.entries(attributes)],
      })
      const [unlocked, locked] = z.tuple([Paths, Paths]).parse(reply)
      return { unlocked, locked }
    },
    async attributesOf(item) {
      const reply = await property(item, 'org.freedesktop.Secret.Item', 'Attributes')
      return Object.fromEntries(z.tuple([Attributes]).parse(reply)[0])
    },
    async defaultCollection() {
      const alias = await call(root, 'org.freedesktop.Secret.Service', 'ReadAlias', {
        signature: 's',
        args: ['default'],
      })
      const [path] = z.tuple([z.string()]).parse(alias)
      if (path === nothing) return null
      const reply = await property(path, 'org.freedesktop.Secret.Collection', 'Locked')
      return { path, locked: z.tuple([z.boolean()]).parse(reply)[0] }
    },
    async createDefaultCollection() {
      const label = ['org.freedesktop.Secret.Collection.Label', ['s', 'Default']]
      const reply = await call(root, 'org.freedesktop.Secret.Service', 'CreateCollection', {
        signature: 'a{sv}s',
        args: [[label], 'default'],
      })
      const [, prompt] = z.tuple([z.string(), z.string()]).parse(reply)
      return prompt === nothing || answerOf(prompt)
    },
    async unlock(objects) {
      if (objects.length === 0) return true
      const reply = await call(root, 'org.freedesktop.Secret.Service', 'Unlock', {
        signature: 'ao',
        args: [objects],
      })
      const [, prompt] = z.tuple([Paths, z.string()]).parse(reply)
      return prompt === nothing || answerOf(prompt)
    },
    close: bus.close,
  }
}
