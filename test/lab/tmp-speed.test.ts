import { expect, test } from 'vitest'
import { createLab } from './lab.ts'
test('speed', async () => {
  const lab = await createLab()
  try {
    for (let round = 0; round < 3; round++) for (const web of [false, true]) {
      if (web && round === 0) await lab.startWeb()
      for (const target of ['mail.tanaka.example', 'hanako@tanaka.example', 'hanako@guessed.example']) {
        const begun = performance.now()
        const r = await lab.postern(['check', target, '--json', ...lab.referenceArgs])
        console.log(round, web, target, r.code, Math.round(performance.now() - begun), 'ms, check', JSON.parse(r.stdout).durationMs)
      }
    }
    const d = await lab.postern(['discover', 'hanako@published.example']); console.log(d.stdout, d.stderr)
    const e = await lab.postern(['discover', 'hanako@cleartext.example', '--verbose']); console.log(e.stdout, e.stderr)
    const f = await lab.postern(['discover', 'hanako@oauth2.example', '--lang', 'ja']); console.log(f.stdout, f.stderr)
    await lab.router.mode('drop', { ports: [25, 443, 587, 465] })
    for (const target of ['hanako@tanaka.example', 'hanako@guessed.example']) {
      const begun = performance.now()
      const r = await lab.postern(['check', target, '--json', ...lab.referenceArgs])
      console.log('443+mail dropped', target, r.code, Math.round(performance.now() - begun), 'ms, check', JSON.parse(r.stdout).durationMs, JSON.parse(r.stdout).server?.host)
    }
    expect(1).toBe(1)
  } finally { await lab.close() }
}, 120_000)
