/** The module behind `import … from 'electron'`, `import electron from 'electron'` and `require('electron')`. */
export * from './main-module.ts'
export * as default from './main-module.ts'
