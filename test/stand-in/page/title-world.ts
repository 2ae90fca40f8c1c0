/** Tells the main process the document's title, whenever it changes. Injected as source into a world of its own. */
export function watchTitle(binding: string): void {
  if (window.top !== window) return
  const send = (globalThis as unknown as Record<string, (title: string) => void>)[binding]
  const tell = (): void => send?.(document.title)
  document.addEventListener('DOMContentLoaded', () => {
    tell()
    new MutationObserver(tell).observe(document.head, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
}
