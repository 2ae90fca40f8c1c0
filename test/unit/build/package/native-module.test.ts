import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { processorOf } from '../../../../build/package/native-module.ts'

const require = createRequire(import.meta.url)
const vendor = path.join(path.dirname(require.resolve('electron-winstaller/package.json')), 'vendor')

test('the processor of a program is told on each system', async () => {
  expect(processorOf(await readFile(process.execPath))).toBe(process.arch)
  expect(processorOf(await readFile(path.join(vendor, '7z-x64.exe')))).toBe('x64')
  expect(processorOf(await readFile(path.join(vendor, '7z-arm64.exe')))).toBe('arm64')
  // As <mach-o/loader.h> and <mach/machine.h> have them.
  expect(processorOf(Buffer.from('cffaedfe0c000001', 'hex'))).toBe('arm64')
  expect(processorOf(Buffer.from('cffaedfe07000001', 'hex'))).toBe('x64')
})

test('what is for another processor, or no program, is none', async () => {
  expect(processorOf(await readFile(path.join(vendor, 'rcedit.exe')))).toBeNull()
  expect(processorOf(Buffer.from('#!/bin/sh\n'))).toBeNull()
})
