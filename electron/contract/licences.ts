/** The licence of something that Postern ships. The build writes the list of them beside the window. */
export type Licence = {
  name: string
  version: string | null
  /** SPDX's name for it. */
  licence: string
  text: string
}
