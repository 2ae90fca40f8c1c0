import { buildWorld } from './world/build-world.ts'

/** Playwright calls the default export once, before the specs. */
export default buildWorld
