import { compose } from './app/compose.ts'
import { boot } from './shell/boot.ts'

boot(compose)
