import { expect, test } from 'vitest'
import { icns, ico, type Png } from '../../../build/icon-files.ts'

const pictures: Png[] = [16, 32, 256, 1024].map((size) => ({ size, png: Buffer.from(`picture of ${size}`) }))

test('an .icns file holds each picture under the names of its size, and says how long it is', () => {
  const file = Buffer.from(icns(pictures))
  expect(file.toString('latin1', 0, 4)).toBe('icns')
  expect(file.readUInt32BE(4)).toBe(file.length)
  const entries: [string, string][] = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4))
    entries.push([
      file.toString('latin1', at, at + 4),
      file.toString('latin1', at + 8, at + file.readUInt32BE(at + 4)),
    ])
  expect(entries).toEqual([
    ['icp4', 'picture of 16'],
    ['icp5', 'picture of 32'],
    ['ic11', 'picture of 32'],
    ['ic08', 'picture of 256'],
    ['ic13', 'picture of 256'],
    ['ic10', 'picture of 1024'],
  ])
})

test('an .ico file leads to each picture that it can hold', () => {
  const file = Buffer.from(ico(pictures))
  expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, 3])
  const entries = [0, 1, 2].map((index) => {
    const at = 6 + index * 16
    const offset = file.readUInt32LE(at + 12)
    return [file.readUInt8(at), file.toString('latin1', offset, offset + file.readUInt32LE(at + 8))]
  })
  expect(entries).toEqual([
    [16, 'picture of 16'],
    [32, 'picture of 32'],
    [0, 'picture of 256'],
  ])
})
