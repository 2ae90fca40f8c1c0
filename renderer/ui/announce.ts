const regionId = 'announcer'

/** The place that screen readers listen to. It has to be there before anything is said in it: Frame has it. */
export const announcer = { id: regionId, class: 'vh', role: 'status' } as const

export function announce(text: string): void {
  const region = document.getElementById(regionId)
  if (region !== null) region.textContent = text
}
