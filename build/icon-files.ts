/** A picture of an icon, in one of its sizes. */
export type Png = { size: number; png: Uint8Array }

/** Sizes of Apple's icon format, by the name of their entry; `ic13` and the like are the doubles of smaller ones. */
const icnsNames: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** An .icns file: a header, and each picture behind its name and length (big-endian). */
export function icns(pictures: readonly Png[]): Uint8Array {
  const entries = pictures.flatMap(({ size, png }) =>
    (icnsNames[size] ?? []).map((name) => Buffer.concat([Buffer.from(name), uint32(png.length + 8), png])),
  )
  const body = Buffer.concat(entries)
  return Buffer.concat([Buffer.from('icns'), uint32(body.length + 8), body])
}

/** An .ico file: a directory, and the pictures as PNG (since Windows Vista). 256 is written as 0. */
export function ico(pictures: readonly Png[]): Uint8Array {
  const fitting = pictures.filter(({ size }) => size <= 256)
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(fitting.length, 4)
  let offset = header.length + fitting.length * 16
  const directory = fitting.map(({ size, png }) => {
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...directory, ...fitting.map(({ png }) => png)])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
