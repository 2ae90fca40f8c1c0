import { z } from 'zod'

/** A text by its name in assets/locales, and what stands in it: words are found where they are shown. */
export const Sentence = z.strictObject({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Sentence = z.infer<typeof Sentence>
