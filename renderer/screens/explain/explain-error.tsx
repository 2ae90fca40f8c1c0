import { useEffect, useState } from 'preact/hooks'
import type { CallOutput } from '../../../electron/contract/ipc.ts'
import { useApp } from '../../app-state.ts'
import { announce } from '../../ui/announce.ts'
import { Field } from '../../ui/field.tsx'
import { Answer, Unknown } from './answer.tsx'
import { ErrorText } from './error-text.tsx'

/** `failed`: a bug, which has been logged. */
type Found = CallOutput<'explain'> | 'failed'

/** Nobody reads while they type. */
const pauseMs = 300
/** Shorter than any code. */
const leastLength = 3

/** A place to paste the error of a mail program, and under it what that means. */
export function ExplainError() {
  const { call, t } = useApp()
  const [typed, type] = useState('')
  const [found, show] = useState<Found | null>(null)
  const text = typed.trim()

  useEffect(() => {
    if (text.length < leastLength) {
      show(null)
      return
    }
    // An answer that comes after the next letter is about another text.
    let isOver = false
    const ask = async () => {
      const reply = await call('explain', { text })
      if (!isOver) show(reply.ok ? reply.value : 'failed')
    }
    const timer = setTimeout(() => void ask(), pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [text, call])

  const said = wordsOf(found)
  useEffect(() => {
    if (said !== null) announce(said)
  }, [said])

  return (
    <section class="stack explain">
      <h2>{t('ui.explain.title')}</h2>
      <div class="card pad">
        <div class="stack loose">
          <Field
            label={t('ui.explain.field')}
            hint={t('ui.explain.hint')}
            error={found === 'failed' ? t('ui.explain.failed') : undefined}
          >
            <ErrorText value={typed} onInput={type} />
          </Field>
          {found !== null && found !== 'failed' && (
            <ul class="answers">
              {found.length === 0 ? (
                <Unknown />
              ) : (
                found.map((explanation) => <Answer key={explanation.meaning} explanation={explanation} />)
              )}
            </ul>
          )}
        </div>
      </div>
    </section>
  )

  /** What is read out: the first meaning, which says the most. */
  function wordsOf(answer: Found | null): string | null {
    if (answer === null) return null
    if (answer === 'failed') return t('ui.explain.failed')
    const [first] = answer
    return first === undefined ? t('ui.explain.unknown') : t(`explain.meaning.${first.meaning}`)
  }
}
