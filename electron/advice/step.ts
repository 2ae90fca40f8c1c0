import type { AdviceId, AdviceParams, AdviceStep } from '../contract/advice.ts'

export function step<Id extends AdviceId>(id: Id, params: AdviceParams<Id>): AdviceStep {
  // TypeScript does not see that an id and the parameters of that id are a member of the union.
  return { id, params } as AdviceStep
}
