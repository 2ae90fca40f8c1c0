import { z } from 'zod'

export const InterfaceKind = z.enum(['wired', 'wireless', 'mobile', 'vpn', 'other'])
export type InterfaceKind = z.infer<typeof InterfaceKind>

/** The network that this computer's traffic leaves through. All null: offline. */
export const NetworkIdentity = z.strictObject({
  id: z
    .string()
    .nullable()
    .describe('the same for the same network on this computer only; null where it cannot be told'),
  gateway: z.string().nullable().describe('address of the default gateway; null where there is none (VPN)'),
  interface: z.string().nullable(),
  kind: InterfaceKind.nullable(),
})
export type NetworkIdentity = z.infer<typeof NetworkIdentity>

export const offline: NetworkIdentity = { id: null, gateway: null, interface: null, kind: null }
