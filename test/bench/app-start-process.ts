import { registerHooks } from 'node:module'
import process from 'node:process'
import { app, BrowserWindow, Tray } from 'electron'

/**
 * Loaded into the app's own process, before the app. Tells what it cost until the tray showed, then has the window
 * opened and tells when what came.
 */
export type StartFigures = {
  /** Since the process began, and the CPU time of the app's own code. */
  untilTray: { wholeMs: number; cpuMs: number }
  /** Packages that were not to be loaded, and were. */
  tooEarly: string[]
  window: { mainMs: number; loadMs: number; paintMs: number }
}

const lateOnes = ['nodemailer', 'imapflow', 'keytar']
/** A person opens the window when the start is over, and the first check with it. */
const restMs = 5_000

const tooEarly = new Set<string>()
registerHooks({
  load: (url, context, next) => {
    for (const name of lateOnes) if (url.includes(`/node_modules/${name}/`)) tooEarly.add(name)
    return next(url, context)
  },
})

const begun = process.cpuUsage()
let openedAt = 0

function tell(figures: Partial<StartFigures>): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the tray below
const { setContextMenu } = Tray.prototype
Tray.prototype.setContextMenu = function (menu) {
  setContextMenu.call(this, menu)
  if (openedAt !== 0) return
  const { user, system } = process.cpuUsage(begun)
  tell({
    untilTray: { wholeMs: performance.now(), cpuMs: (user + system) / 1_000 },
    tooEarly: [...tooEarly],
  })
  openedAt = Infinity
  setTimeout(() => {
    openedAt = performance.timeOrigin + performance.now()
    app.emit('second-instance', {}, [])
  }, restMs)
}

app.on('browser-window-created', (_event, window: BrowserWindow) => {
  window.once('ready-to-show', () => void tellWindow(window))
})

async function tellWindow({ webContents }: BrowserWindow): Promise<void> {
  const page = (await webContents.executeJavaScript(`new Promise((resolve) => {
    const tell = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      const [{ domContentLoadedEventEnd }] = performance.getEntriesByType('navigation')
      if (paint) resolve({ origin: performance.timeOrigin, loaded: domContentLoadedEventEnd, painted: paint.startTime })
      return paint
    }
    if (!tell()) new PerformanceObserver(tell).observe({ type: 'paint', buffered: true })
  })`)) as { origin: number; loaded: number; painted: number }
  tell({
    window: {
      mainMs: page.origin - openedAt,
      loadMs: page.loaded,
      paintMs: page.painted - page.loaded,
    },
  })
  app.exit(0)
}
