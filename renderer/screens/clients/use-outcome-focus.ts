import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { announce } from '../../ui/announce.ts'

/**
 * A card changes under the person's hands: what was pressed is gone. What came of it gets the focus where the person is
 * in the card, and is read out where the person is elsewhere. `step` names how far the card is, `outcome` what it tells.
 */
export function useOutcomeFocus(
  card: RefObject<HTMLElement | null>,
  step: string,
  outcome: string | null,
): void {
  const told = useRef({ step, outcome })
  useEffect(() => {
    const before = told.current
    told.current = { step, outcome }
    if (card.current === null || (before.step === step && before.outcome === outcome)) return
    const isNew = outcome !== null && before.outcome !== outcome
    const panel = isNew ? card.current.querySelector<HTMLElement>('.outcome') : null
    const here = document.activeElement
    const isLost = here === null || here === document.body
    if (panel !== null && panel.checkVisibility() && (isLost || card.current.contains(here))) panel.focus()
    else if (panel !== null) announce(panel.querySelector('h3')?.textContent ?? '')
    else if (isLost) card.current.querySelector<HTMLElement>('.btn')?.focus()
  })
}
