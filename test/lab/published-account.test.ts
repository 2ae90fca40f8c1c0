import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePrefs } from '../../electron/clients/thunderbird/prefs-file.ts'
import { namespaces, publishedAddress, publishedDomain, server } from './addresses.ts'
import { expectSent } from './expect-sent.ts'
import { createLab, type Lab } from './lab.ts'
import { pages } from './mail-domains.ts'
import { thunderbirdUnavailable } from './requirements.ts'
import { setUpAccount } from './thunderbird-hub.ts'
import { attend } from './thunderbird-mail.ts'
import { startThunderbird, type ThunderbirdProgram } from './thunderbird-program.ts'

const unavailable = thunderbirdUnavailable()

describe.skipIf(unavailable !== null)(
  `an account that Thunderbird sets up itself from what was published${unavailable ? ` (${unavailable})` : ''}`,
  () => {
    let lab: Lab
    let folder: string
    let profile: string
    let thunderbird: ThunderbirdProgram | null = null

    beforeAll(async () => {
      lab = await createLab()
      folder = await mkdtemp(path.join(tmpdir(), 'postern-published-'))
      profile = await mkdtemp(path.join(tmpdir(), 'postern-published-profile-'))
      const out = path.join(folder, 'settings')
      const written = await lab.postern(['publish', publishedDomain, '--out', out, '--host', server.name])
      expect(written).toMatchObject({ code: 0, stderr: '' })
      Object.assign(pages, {
        [`https://autoconfig.${publishedDomain}/mail/config-v1.1.xml`]: {
          kind: 'document',
          type: 'text/xml',
          body: await readFile(path.join(out, 'www/mail/config-v1.1.xml'), 'utf8'),
        },
      })
      await lab.startWeb()
      await lab.router.mode('drop')
    })
    afterAll(async () => {
      await thunderbird?.kill()
      await lab.close()
      await rm(folder, { recursive: true })
      await rm(profile, { recursive: true, maxRetries: 5 })
    })

    test('it sends by 587 where port 25 is blocked, and asks nothing more', async () => {
      // Otherwise remote control has it remember no passwords.
      await writeFile(path.join(profile, 'user.js'), 'user_pref("remote.prefs.recommended", false);\n')
      thunderbird = await startThunderbird(profile, { namespace: namespaces.client })
      const mail = await attend(thunderbird, lab, null)
      const capture = await lab.packets('port 25 or port 465 or port 587')

      const { password } = lab.server.user
      const found = await setUpAccount(thunderbird, { name: '田中花子', address: publishedAddress, password })
      const asPublished = { hostname: server.name, auth: 3, username: publishedAddress }
      expect(found).toEqual({
        subSource: 'xml-from-isp-https',
        incoming: { ...asPublished, port: 993, socketType: 3 },
        outgoing: { ...asPublished, port: 587, socketType: 2 },
      })
      expect(await mail.signedIn()).toEqual([])
      // It believes what was published, and tries no port for sending.
      expect(await capture.stop()).toEqual([])
      await expectSent(lab, mail, 'From the published account', publishedAddress)

      await thunderbird.quit()
      thunderbird = null
      const { values } = parsePrefs(await readFile(path.join(profile, 'prefs.js')))
      const smtp = (name: string) => values.get(`mail.smtpserver.smtp1.${name}`)
      expect(values.get('mail.smtpservers')).toBe('smtp1')
      expect(['hostname', 'port', 'try_ssl', 'authMethod', 'username'].map(smtp)).toEqual([
        ...[server.name, 587, 2, 3, publishedAddress],
      ])
    }, 240_000)
  },
)
