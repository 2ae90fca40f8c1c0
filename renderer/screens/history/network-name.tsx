import type { NetworkHistory } from '../../../electron/contract/timeline.ts'
import { useApp } from '../../app-state.ts'
import { networkName } from './words.ts'

/** The name of a network. A domain is broken at its dots; an address in a sentence is not. */
export function NetworkName({ network }: { network: NetworkHistory }) {
  const { t } = useApp()
  const name = networkName(t, network)
  const [first = '', ...labels] = name.includes(' ') ? [name] : name.split(/(?<=\.)/)
  return (
    <>
      {first}
      {labels.map((label, at) => [<wbr key={at} />, label])}
    </>
  )
}
