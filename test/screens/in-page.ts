import type { Page } from 'playwright-core'

/** Text that leaves the window, is cut off or runs into other text: a line for each. */
export function misplacedText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth)
      found.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`)
    const told = (element: Element) => `"${element.textContent.trim().slice(0, 50)}"`
    const hasText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '')
    const all = [...document.querySelectorAll('body *')].filter(
      (element) =>
        hasText(element) &&
        element.checkVisibility() &&
        element.closest('.vh') === null &&
        // For screen readers alone, where there is no room.
        getComputedStyle(element).clipPath !== 'inset(50%)',
    )
    for (const element of all) {
      const { left, right } = element.getBoundingClientRect()
      const scrolls = element.closest('.table-scroll, option') !== null
      if (!scrolls && (left < -0.5 || right > root.clientWidth + 0.5)) found.push(`outside: ${told(element)}`)
      const style = getComputedStyle(element)
      const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible'
      if (cuts && !scrolls && element.scrollWidth > element.clientWidth + 1)
        found.push(`cut off: ${told(element)}`)
    }
    const words = [...document.querySelectorAll('figure svg text')].filter((one) => hasText(one))
    for (const [index, one] of words.entries()) {
      const a = one.getBoundingClientRect()
      for (const other of words.slice(index + 1)) {
        const b = other.getBoundingClientRect()
        const inX = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const inY = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        // Lines of a font overlap a little in height without touching.
        if (inX > 1 && inY > a.height / 3) found.push(`over each other: ${told(one)} and ${told(other)}`)
      }
    }
    return found
  })
}

/** What a person cannot get at with Tab alone, and where the focus does not show: a line for each. */
export async function keyboardGaps(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex="0"]'),
    ].filter((element) => element.checkVisibility())
    // Of radio buttons with one name, Tab reaches the checked one, of a chart one bar; the arrow keys do the rest.
    const isLeftToArrows = (element: Element) =>
      element instanceof HTMLInputElement && element.type === 'radio'
        ? !element.checked &&
          controls.some(
            (other) =>
              other instanceof HTMLInputElement &&
              other !== element &&
              other.name === element.name &&
              (other.checked || controls.indexOf(other) < controls.indexOf(element)),
          )
        : element.matches('svg a[tabindex="-1"]') &&
          element.parentElement?.querySelector('a[tabindex="0"]') !== null
    const reachable = controls.filter((element) => !isLeftToArrows(element))
    reachable.forEach((element, index) => element.setAttribute('data-control', String(index)))
    document.body.focus()
    return reachable.map((element) => element.outerHTML.slice(0, 120))
  })
  const reached = new Set<number>()
  const gaps: string[] = []
  for (let press = 0; press < wanted.length * 2 + 4 && reached.size < wanted.length; press += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const element = document.activeElement
      const control = element?.getAttribute('data-control') ?? null
      if (element === null || control === null) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const frame = element.closest('.input')
      const isFramed = frame !== null && getComputedStyle(frame).boxShadow !== 'none'
      const ring = element.querySelector('.ring')
      const isRinged = ring !== null && getComputedStyle(ring).stroke !== 'none'
      return {
        control: Number(control),
        shows: isFramed || isRinged || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
      }
    })
    if (here === null || reached.has(here.control)) continue
    reached.add(here.control)
    if (!here.shows) gaps.push(`no visible focus: ${wanted[here.control] ?? ''}`)
  }
  return [...gaps, ...wanted.filter((_, index) => !reached.has(index)).map((html) => `not reached: ${html}`)]
}

/** Controls that are smaller than 24 by 24 pixels (WCAG 2.2, 2.5.8), but for those in a line of text. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, summary')]
      .filter(
        (element) => element.checkVisibility() && element.closest('.input select, .input input') === null,
      )
      .filter((element) => {
        // A label around a control is its target as well.
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
        return width < 24 || height < 24
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}

/** Names of texts that stand there in place of the texts. */
export function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...new Set(
      `${document.body.textContent} ${[...document.querySelectorAll('[aria-label]')]
        .map((element) => element.getAttribute('aria-label') ?? '')
        .join(' ')}`.match(
        /\b(?:ui|verdict|outbound25|advice|failure|certificate)\.[a-z0-9]+[.a-z0-9-]*|\{\{/g,
      ) ?? [],
    ),
  ])
}

/** What moves. A spinner that appears at once after a delay does not. */
export function runningAnimations(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) =>
            playState === 'running' && Number(effect?.getComputedTiming().duration ?? 0) > 50,
        ).length,
  )
}
