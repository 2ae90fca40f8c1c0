import { waitUntil } from './run.ts'
import type { ThunderbirdProgram } from './thunderbird-program.ts'

/** One server that Thunderbird has found, in its own words. */
type FoundServer = { hostname: string; port: number; socketType: number; auth: number; username: string }

type Found = {
  /** Thunderbird's word for where it is from, such as `xml-from-isp-https`. */
  subSource: string
  incoming: FoundServer
  outgoing: FoundServer
}

const limitMs = 60_000

/** Its window for a new account (accountcreation/views/email.mjs): steps of which one is shown, and one button for all. */
const hub = `
const mainWindow = Services.wm.getMostRecentWindow('mail:3pane')
const view = mainWindow.document.querySelector('account-hub-container')?.shadowRoot.querySelector('account-hub-email')
const step = (name) => view?.querySelector('#email' + name + 'Subview')
const forward = view?.querySelector('#forward')
const type = (input, text) => {
  input.value = text
  input.dispatchEvent(new mainWindow.Event('input', { bubbles: true }))
}
`

const isShown = `
const [name] = arguments
return step(name)?.hidden === false && !view.classList.contains('busy') && step(name).childElementCount > 0
`

const typePerson = `
const [name, address] = arguments
type(step('AutoConfig').querySelector('#realName'), name)
type(step('AutoConfig').querySelector('#email'), address)
`

const readFound = `
const { subSource, incoming, outgoing } = step('ConfigFound').captureState()
const server = ({ hostname, port, socketType, auth, username }) => ({ hostname, port, socketType, auth, username })
return { subSource, incoming: server(incoming), outgoing: server(outgoing) }
`

/**
 * Sets an account up as a person does: types name, address and password, lets them be remembered, and presses Continue
 * until Thunderbird says that the account is there. Returns what it showed to be found.
 */
export async function setUpAccount(
  thunderbird: ThunderbirdProgram,
  person: { name: string; address: string; password: string },
): Promise<Found> {
  const inHub = (script: string, ...args: readonly unknown[]) =>
    thunderbird.execute(`${hub}${script}`, ...args)
  const shown = (name: string) =>
    waitUntil(`Thunderbird shows ${name}`, async () => (await inHub(isShown, name)) === true, limitMs)
  const goOn = async () => {
    const isReady = async () => (await inHub('return !forward.disabled')) === true
    await waitUntil('Thunderbird lets the person go on', isReady, limitMs)
    await inHub('forward.click()')
  }
  await inHub(`await mainWindow.openAccountHub('MAIL')`)
  await shown('AutoConfig')
  await inHub(typePerson, person.name, person.address)
  await goOn()
  await shown('ConfigFound')
  const found = (await inHub(readFound)) as Found
  await goOn()
  await shown('Password')
  await inHub(`type(step('Password').querySelector('#password'), arguments[0])`, person.password)
  await goOn()
  await shown('AddedSuccess')
  await goOn()
  return found
}
