import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage, encodeMessage, type BusMessage } from '../../../electron/system/dbus-wire.ts'

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0') && value.isWellFormed())
const body = fc.tuple(
  fc.integer({ min: 0, max: 255 }),
  text,
  fc.array(fc.tuple(text, text)),
  fc.boolean(),
  fc.array(text),
  fc.nat(),
)
const signature = 'ysa{ss}baou'

describe('D-Bus messages', () => {
  it('are the bytes that the bus itself writes', () => {
    // Hello, as dbus-daemon and libdbus exchange it.
    const hello =
      '6c01000100000000010000006d00000001016f00150000002f6f72672f667265656465736b746f702f4442757300000002017300' +
      '140000006f72672e667265656465736b746f702e44427573000000000301730005000000' +
      '48656c6c6f00000006017300140000006f72672e667265656465736b746f702e4442757300000000'
    const encoded = encodeMessage({
      type: 'call',
      serial: 1,
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'Hello',
      destination: 'org.freedesktop.DBus',
      signature: '',
      body: [],
    })
    expect(encoded.toString('hex')).toBe(hello)
  })

  it('come back as they were sent, in whatever pieces', () => {
    fc.assert(
      fc.property(body, body, fc.nat(), (first, second, cut) => {
        const message = (serial: number, content: unknown[]): BusMessage => ({
          type: 'signal',
          serial,
          path: '/p',
          interface: 'a.b',
          member: 'M',
          signature,
          body: content,
        })
        const bytes = Buffer.concat([encodeMessage(message(1, first)), encodeMessage(message(2, second))])
        const whole = decodeMessage(bytes)
        expect(whole?.message).toEqual(message(1, first))
        expect(decodeMessage(whole?.rest ?? bytes)?.message).toEqual(message(2, second))
        const firstLength = bytes.length - (whole?.rest.length ?? 0)
        expect(decodeMessage(bytes.subarray(0, cut % firstLength))).toBeNull()
      }),
    )
  })

  it('whose header fields have other types are refused', () => {
    const bytes = encodeMessage({ type: 'return', serial: 1, replySerial: 1, signature: 's', body: ['x'] })
    // The codes of the two fields change places: the signature becomes a number.
    const damaged = Buffer.from(bytes)
    const replySerialField = damaged.indexOf(Buffer.from([5, 1, 'u'.charCodeAt(0), 0]))
    damaged[replySerialField] = 8
    damaged[damaged.indexOf(Buffer.from([8, 1, 'g'.charCodeAt(0), 0]))] = 5
    expect(() => decodeMessage(damaged)).toThrow('malformed D-Bus header')
  })

  it.each(['a(', 'a()', 'a{}', '(', 'ss', '', 'a', 'a(a)', '(}'])(
    'with a variant of the type "%s" are refused',
    (type) => {
      const bytes = encodeMessage({
        type: 'signal',
        serial: 1,
        signature: 'v',
        body: [['s', 'x'.repeat(40)]],
      })
      const bodyBytes = '\x01s\0'.length + 1 + 4 + 41
      const body = bytes.length - bodyBytes
      const damaged = Buffer.concat([bytes.subarray(0, body), Buffer.alloc(bodyBytes, 4)])
      damaged.write(`${String.fromCharCode(type.length)}${type}\0`, body, 'latin1')
      expect(() => decodeMessage(damaged)).toThrow(/malformed|unknown D-Bus type/)
    },
  )

  it('that are damaged end in an error or a message, never in a hang', () => {
    const bytes = encodeMessage({
      type: 'return',
      serial: 1,
      replySerial: 1,
      signature: 'a{ss}aov',
      body: [[['account', 'hanako']], ['/a', '/b'], ['ao', ['/c']]],
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1 }), (changes) => {
        const damaged = Buffer.from(bytes)
        for (const [at, value] of changes) damaged[at] = value
        try {
          decodeMessage(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
