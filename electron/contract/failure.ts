import { z } from 'zod'
import type { AnyFailure } from './failures.ts'

/** A failure on its way to the window, made by this program: only its kind is looked at. */
export const Failure = z.custom<AnyFailure>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string',
)
