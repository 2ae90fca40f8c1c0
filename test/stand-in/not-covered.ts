import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** What Electron has and the stand-in has not: using it throws, instead of quietly doing nothing. */

let declarations: string | undefined
const members = new Map<string, Set<string>>()

/** The members that electron.d.ts declares for a class or interface, those of its base included. */
function declaredMembers(type: string): Set<string> {
  const known = members.get(type)
  if (known) return known
  declarations ??= readFileSync(
    path.join(path.dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'electron.d.ts'),
    'utf8',
  )
  const declaration = new RegExp(
    String.raw`^  (?:class|interface) ${type}(?: extends (\w+))? \{\n([^]*?)^  \}`,
    'm',
  ).exec(declarations)
  const names = new Set<string>()
  for (const [, name = ''] of (declaration?.[2] ?? '').matchAll(/^ {4}(?:static |readonly )*(\w+)[?(:<]/gm))
    names.add(name)
  const base = declaration?.[1]
  if (base !== undefined && base !== type) for (const name of declaredMembers(base)) names.add(name)
  members.set(type, names)
  return names
}

function refuse(name: string): never {
  throw new Error(`${name} is not in the stand-in`)
}

function guarded<T extends object>(target: T, type: string): T {
  return new Proxy(target, {
    get(_target, name, receiver): unknown {
      if (typeof name === 'string' && !(name in target) && declaredMembers(type).has(name))
        refuse(`${type}.${name}`)
      return Reflect.get(target, name, receiver)
    },
  })
}

/** Makes a class throw for what electron.d.ts declares and it does not implement, on instances and statics. */
export function guardClass(type: string, implementation: { prototype: object }): void {
  for (const end of [implementation, implementation.prototype]) {
    const parent = Object.getPrototypeOf(end) as object
    Object.setPrototypeOf(end, guarded(parent, type))
  }
}

/** The same for a module that is one object. */
export function guardModule<T extends object>(type: string, implementation: T): T {
  return guarded(implementation, type)
}

/** A whole module or class that the stand-in does not have. */
export function notCovered(name: string): object {
  const target = function (): void {
    // Only what the proxy answers counts.
  }
  return new Proxy(target, {
    get(_target, member, receiver): unknown {
      if (typeof member === 'symbol' || member === 'prototype') return Reflect.get(target, member, receiver)
      return refuse(`${name}.${member}`)
    },
    construct: () => refuse(`new ${name}()`),
    apply: () => refuse(`${name}()`),
  })
}
