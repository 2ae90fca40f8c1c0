/** The number by which ELF, PE and Mach-O (64 bits) name a processor, in each format's own terms. */
const processors: Readonly<Record<number, string>> = {
  0x3e: 'x64',
  0xb7: 'arm64',
  0x8664: 'x64',
  0xaa64: 'arm64',
  0x1000007: 'x64',
  0x100000c: 'arm64',
}

/** Which processor a native module is for, as Node names it; null for another one, and for what is no module. */
export function processorOf(module: Buffer): string | null {
  return processors[machineIn(module)] ?? null
}

function machineIn(module: Buffer): number {
  switch (module.toString('hex', 0, 2)) {
    case '7f45':
      return module.readUInt16LE(18)
    case '4d5a':
      return module.readUInt16LE(module.readUInt32LE(0x3c) + 4)
    case 'cffa':
      return module.readUInt32LE(4)
    default:
      return 0
  }
}
