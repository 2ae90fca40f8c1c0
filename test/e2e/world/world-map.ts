/** What lies between the app and its servers: as at home, or as in networks that people meet. */
export type Weather =
  'open' | 'drop' | 'reset' | 'proxy' | 'stripped' | 'all-blocked' | 'server-down' | 'captive' | 'offline'

/** Where the hosts of the small world really are, handed to the app under test. */
export type WorldMap = {
  /** Names and their addresses (RFC 5737); no other name exists. */
  hosts: Record<string, string>
  /** "address:port" and the port of 127.0.0.1 behind it. */
  ports: Record<string, number>
  /** What answers on port 25 of every address in a network with a proxy. */
  proxyPort: number
  /** The first server's port 587 with STARTTLS taken out. */
  strippedPort: number
  /** What answers on port 80 of every address before the person has signed in. */
  signInPagePort: number
}

/** The name of the variable that carries the map, as JSON. */
export const worldVariable = 'POSTERN_TEST_WORLD'

/** The computer on which the app looks for mail programs, handed to it as well. */
export type WorldComputer = {
  platform: NodeJS.Platform
  /** The prefix of Wine's that holds its registry; null: it has none. */
  winePrefix: string | null
}
export const computerVariable = 'POSTERN_TEST_COMPUTER'
