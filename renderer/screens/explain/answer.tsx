import type { Explanation } from '../../../electron/contract/explain.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { type Offer, offerFor } from './offers.ts'
import { withoutCommands } from './without-commands.ts'

/** One meaning of an error, what to do, and what Postern can do of it. */
export function Answer({ explanation }: { explanation: Explanation }) {
  const { t } = useApp()
  const { meaning, program, shown, source } = explanation
  const offer = offerFor(meaning)
  return (
    <li class="answer">
      <p class="note faint">{t('ui.explain.heading', { shown, program: t(`explain.program.${program}`) })}</p>
      <h3>{t(`explain.meaning.${meaning}`)}</h3>
      <p class="small">{withoutCommands(t(`explain.next.${meaning}`))}</p>
      {offer !== null && <OfferButton offer={offer} />}
      <p class="note faint">{t('ui.explain.source', { title: source.title })}</p>
    </li>
  )
}

/** Nothing of it is known. */
export function Unknown() {
  const { t } = useApp()
  return (
    <li class="answer">
      <h3>{t('ui.explain.unknown')}</h3>
      <p class="small">{t('ui.explain.unknown.next')}</p>
      <OfferButton offer="check" />
    </li>
  )
}

function OfferButton({ offer }: { offer: Offer }) {
  const { call, show, t } = useApp()
  return (
    <div class="line">
      <Button small onClick={take}>
        {t(`ui.explain.offer.${offer}`)}
      </Button>
    </div>
  )

  function take() {
    switch (offer) {
      case 'check':
        void call('check.start')
        show('status')
        return
      case 'clients':
        void call('clients.look')
        // They are at the top of this screen; there may be none.
        ;(document.querySelector<HTMLElement>('.found summary') ?? document.querySelector('h1'))?.focus()
        return
      case 'account':
        void call('setup.open', { accountId: null })
    }
  }
}
