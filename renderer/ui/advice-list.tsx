import type { AdviceWords } from '../window-words.ts'

/** What to do, step by step, with the lines that a person copies into a terminal or a file. */
export function AdviceList({ steps }: { steps: readonly AdviceWords[] }) {
  return (
    <ol class="advice">
      {steps.map(({ id, text, lines }) => (
        <li key={id}>
          <span>{text}</span>
          {lines !== '' && <div class="code">{lines}</div>}
        </li>
      ))}
    </ol>
  )
}
