import type { IncomingServer, MailServer } from '../../../electron/contract/account.ts'
import type { Security } from '../../../electron/contract/check.ts'
import type { SetupServers } from '../../../electron/contract/setup.ts'

/** The servers as they stand in the form: text that may still be wrong. */
export type ServerForm = {
  outHost: string
  outPort: string
  outSecurity: Security
  protocol: IncomingServer['protocol']
  inHost: string
  inPort: string
  inSecurity: Security
}

export const formFields = ['outHost', 'outPort', 'inHost', 'inPort'] as const
export type FormField = (typeof formFields)[number]

export type FieldError = {
  key:
    | 'ui.address.error.no-host'
    | 'ui.address.error.host'
    | 'ui.address.error.port-25'
    | 'ui.address.error.sending-port'
    | 'ui.address.error.port'
  /** It may become right by typing on: nothing to complain about before the person has left the field. */
  unfinished: boolean
}

/** Where each protocol is offered (RFC 8314, 3.3 and 7.3; RFC 6409). */
const usualPorts = {
  smtp: { tls: '465', starttls: '587' },
  imap: { tls: '993', starttls: '143' },
  pop3: { tls: '995', starttls: '110' },
} as const

export function formOf(submission: MailServer | null, incoming: IncomingServer | null): ServerForm {
  const protocol = incoming?.protocol ?? 'imap'
  return {
    outHost: submission?.host ?? '',
    outPort: String(submission?.port ?? usualPorts.smtp.starttls),
    outSecurity: submission?.security ?? 'starttls',
    protocol,
    inHost: incoming?.host ?? '',
    inPort: String(incoming?.port ?? usualPorts[protocol].tls),
    inSecurity: incoming?.security ?? 'tls',
  }
}

/** A usual port says which security it is, and the other way round. */
export function withOutPort(form: ServerForm, outPort: string): ServerForm {
  return { ...form, outPort, outSecurity: securityOf('smtp', outPort) ?? form.outSecurity }
}

export function withOutSecurity(form: ServerForm, outSecurity: Security): ServerForm {
  return { ...form, outSecurity, outPort: usualPorts.smtp[outSecurity] }
}

export function withInPort(form: ServerForm, inPort: string): ServerForm {
  return { ...form, inPort, inSecurity: securityOf(form.protocol, inPort) ?? form.inSecurity }
}

/** A port of one's own stays. */
export function withInSecurity(form: ServerForm, inSecurity: Security): ServerForm {
  const isUsual = securityOf(form.protocol, form.inPort) !== null
  return { ...form, inSecurity, inPort: isUsual ? usualPorts[form.protocol][inSecurity] : form.inPort }
}

export function withProtocol(form: ServerForm, protocol: ServerForm['protocol']): ServerForm {
  return { ...form, protocol, inPort: usualPorts[protocol][form.inSecurity] }
}

function securityOf(protocol: keyof typeof usualPorts, port: string): Security | null {
  const { tls, starttls } = usualPorts[protocol]
  return port.trim() === tls ? 'tls' : port.trim() === starttls ? 'starttls' : null
}

export function formErrors(form: ServerForm): Partial<Record<FormField, FieldError>> {
  const errors: Partial<Record<FormField, FieldError>> = {}
  const put = (field: FormField, error: FieldError | null) => {
    if (error !== null) errors[field] = error
  }
  put('outHost', hostError(form.outHost))
  put('outPort', sendingPortError(form.outPort.trim()))
  put('inHost', hostError(form.inHost))
  put('inPort', portError(form.inPort.trim()))
  return errors
}

function hostError(text: string): FieldError | null {
  if (text.trim() === '') return { key: 'ui.address.error.no-host', unfinished: true }
  if (isHost(text)) return null
  // A name that ends in a dot or a hyphen is being typed.
  return { key: 'ui.address.error.host', unfinished: /[.:-]$/.test(text.trim()) && isHost(`${text.trim()}x`) }
}

/** The name of a host in any script, or a literal address. */
export function isHost(text: string): boolean {
  const host = text.normalize('NFKC').trim().replace(/\.$/, '')
  if (/^\[?[0-9a-f:.]*:[0-9a-f:.]*\]?$/i.test(host))
    return URL.canParse(`http://[${host.replace(/[[\]]/g, '')}]/`)
  if (host === '' || /[\s@:/\\?#[\]%]/.test(host)) return false
  if (!URL.canParse(`http://${host}/`)) return false
  const ascii = new URL(`http://${host}/`).hostname
  // URLs take "1.2.3" for 1.2.0.3, mail programs do not.
  if (/^[\d.]+$/.test(ascii) && ascii !== host) return false
  return ascii.length <= 253 && ascii.split('.').every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label))
}

function sendingPortError(port: string): FieldError | null {
  const ports = Object.values(usualPorts.smtp)
  if (ports.some((usual) => usual === port)) return null
  if (port === '25') return { key: 'ui.address.error.port-25', unfinished: false }
  return {
    key: 'ui.address.error.sending-port',
    unfinished: ports.some((usual) => usual.startsWith(port)),
  }
}

function portError(port: string): FieldError | null {
  if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535) return null
  return { key: 'ui.address.error.port', unfinished: port === '' }
}

/** The servers of a form without errors. */
export function serversOf(form: ServerForm, username: string): SetupServers {
  return {
    source: 'by-hand',
    username,
    submission: { host: form.outHost.trim(), port: Number(form.outPort), security: form.outSecurity },
    incoming: {
      protocol: form.protocol,
      host: form.inHost.trim(),
      port: Number(form.inPort),
      security: form.inSecurity,
    },
  }
}
