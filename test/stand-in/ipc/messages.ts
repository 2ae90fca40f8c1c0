/** What passes between a preload and the main process; `args`, `value` and `error` of a preload are packed clones. */

export type FromPage =
  | { type: 'send'; channel: string; args: string }
  | { type: 'invoke'; id: number; channel: string; args: string }
  | { type: 'preload-error'; error: string }

export type ToPage =
  | { type: 'send'; channel: string; args: string }
  | { type: 'reply'; id: number; value: string }
  | { type: 'reply'; id: number; error: string }
