import { locales } from '../../electron/text/locales.ts'

const smtpEdit = 'chrome/LL/locale/LL/messenger/smtpEditOverlay.dtd'
const messenger = 'chrome/LL/locale/LL/messenger/messenger.properties'
/** Our word -> the file of Thunderbird that has it, with LL for its language, and the name there. */
const sources: Record<string, [file: string, name: string]> = {
  'field.host': [smtpEdit, 'serverName.label'],
  'field.port': [smtpEdit, 'serverPort.label'],
  'field.security': [smtpEdit, 'connectionSecurity.label'],
  'field.signIn': [smtpEdit, 'authMethod.label'],
  'field.username': [smtpEdit, 'userName.label'],
  'security.none': [smtpEdit, 'connectionSecurityType-0.label'],
  'security.starttls': [smtpEdit, 'connectionSecurityType-2.label'],
  'security.tls': [smtpEdit, 'connectionSecurityType-3.label'],
  'sign-in.none': [messenger, 'authNo'],
  'sign-in.old-password': [messenger, 'authOld'],
  'sign-in.password': [messenger, 'authPasswordCleartextViaSSL'],
  'sign-in.password-in-clear': [messenger, 'authPasswordCleartextInsecurely'],
  'sign-in.encrypted-password': [messenger, 'authPasswordEncrypted'],
  'sign-in.kerberos': [messenger, 'authKerberos'],
  'sign-in.ntlm': [messenger, 'authNTLM'],
  'sign-in.certificate': [messenger, 'authExternal'],
  'sign-in.any-secure': [messenger, 'authAnySecure'],
  'sign-in.any': [messenger, 'authAny'],
  'sign-in.oauth2': [messenger, 'authOAuth2'],
  'step.open': ['chrome/LL/locale/LL/messenger/messenger.dtd', 'accountManagerCmd2.label'],
  'step.choose': ['localization/LL/messenger/accountSettings.ftl', 'outgoing-server-edit'],
}

/** Reads a file in one of Thunderbird's archives, inside of Thunderbird. */
export const readArchive = `
const [path, entry] = arguments
const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile)
file.initWithPath(path)
const archive = Cc['@mozilla.org/libjar/zip-reader;1'].createInstance(Ci.nsIZipReader)
archive.open(file)
const stream = Cc['@mozilla.org/intl/converter-input-stream;1'].createInstance(Ci.nsIConverterInputStream)
stream.init(archive.getInputStream(entry), 'UTF-8', 0, 0)
const read = {}
let text = ''
while (stream.readString(65536, read) !== 0) text += read.value
archive.close()
return text
`

/** Its words, by the names of ours, out of its own files. */
export async function wordsOf(
  load: (entry: string) => Promise<string>,
): Promise<Record<string, string | undefined>> {
  const files = new Map<string, string>()
  for (const entry of new Set(Object.values(sources).map(([file]) => file)))
    files.set(entry, await load(entry))
  return Object.fromEntries(
    Object.entries(sources).map(([word, [entry, name]]) => {
      const escaped = name.replaceAll('.', '\\.')
      const file = files.get(entry) ?? ''
      const pattern = new RegExp(
        `^(?:<!ENTITY ${escaped} +"(.*)">|${escaped} *= *(.+)|${escaped} =\n +\.label = (.*))$`,
        'm',
      )
      const [, entity, property, label] = pattern.exec(file) ?? []
      return [word, (entity ?? property ?? label)?.replace(/:$/, '')]
    }),
  )
}

/** The same from our texts; in a step, what stands between the last asterisks. */
export function ownWords(language: 'en' | 'ja'): Record<string, string | undefined> {
  const texts: Record<string, string> = locales[language] ?? {}
  return Object.fromEntries(
    Object.keys(sources).map((word) => {
      const text = texts[`client.thunderbird.${word}`]
      return [word, word.startsWith('step.') ? text?.split('**').at(-2) : text]
    }),
  )
}
