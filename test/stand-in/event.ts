type Preventable = { preventDefault(): void; readonly defaultPrevented: boolean }

/** An event as Electron hands it to listeners: its fields, and a default that can be prevented. */
export function createEvent<T extends object>(fields: T): T & Preventable {
  let prevented = false
  return Object.defineProperties(fields, {
    preventDefault: {
      value: () => {
        prevented = true
      },
    },
    defaultPrevented: { get: () => prevented },
  }) as T & Preventable
}
