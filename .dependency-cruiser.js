/** The import rules of the house: see docs/architecture.md. */
const features =
  'net|smtp|files|system|probe|network|presence|discovery|accounts|credentials|delivery|history|clients|publish|explain'

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      from: { path: '^(electron|renderer|build)/', pathNot: '^electron/(shell/|main\\.ts$)' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'electron-updater-in-one-place',
      severity: 'error',
      from: { path: '^(electron|renderer|build)/', pathNot: '^electron/shell/updater\\.ts$' },
      to: { path: '(^|/)node_modules/electron-updater/|^electron-updater$' },
    },
    {
      name: 'contract-imports-only-zod',
      severity: 'error',
      from: { path: '^electron/contract/' },
      to: { pathNot: '^electron/contract/|node_modules/zod/' },
    },
    {
      name: 'net-imports-contract',
      severity: 'error',
      from: { path: '^electron/net/' },
      to: { path: '^electron/', pathNot: '^electron/(net|contract)/' },
    },
    {
      name: 'smtp-imports-net-and-contract',
      severity: 'error',
      from: { path: '^electron/smtp/' },
      to: { path: '^electron/', pathNot: '^electron/(smtp|net|contract)/' },
    },
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: `^electron/(?!net/|smtp/|files/|system/)(${features})/` },
      to: { path: '^electron/', pathNot: '^electron/($1|contract|net|smtp|files|system)/' },
    },
    {
      name: 'files-imports-net-and-contract',
      severity: 'error',
      from: { path: '^electron/files/' },
      to: { path: '^electron/', pathNot: '^electron/(files|net|contract)/' },
    },
    {
      name: 'system-imports-nothing',
      severity: 'error',
      from: { path: '^electron/system/' },
      to: { path: '^electron/', pathNot: '^electron/system/' },
    },
    {
      name: 'advice-state-explain-are-pure',
      severity: 'error',
      from: { path: '^electron/(advice|state|explain)/' },
      to: { pathNot: '^electron/($1|contract)/' },
    },
    {
      name: 'text-imports-contract',
      severity: 'error',
      from: { path: '^electron/text/' },
      to: { path: '^electron/', pathNot: '^electron/(text|contract)/' },
    },
    {
      name: 'app-imports-no-shell-and-no-cli',
      severity: 'error',
      from: { path: '^electron/app/' },
      to: { path: '^electron/(shell/|cli/|cli\\.ts|main\\.ts)' },
    },
    {
      name: 'cli-imports-app-contract-state-text',
      severity: 'error',
      from: { path: '^electron/cli(/|\\.ts$)' },
      to: { path: '^electron/', pathNot: '^electron/(cli|app|contract|state|text|ipc)(/|\\.ts$)' },
    },
    {
      name: 'ipc-imports-contract',
      severity: 'error',
      from: { path: '^electron/ipc/' },
      to: { path: '^(electron|renderer)/', pathNot: '^electron/(ipc|contract)/' },
    },
    {
      name: 'shell-imports-app-contract-state-text-ipc',
      severity: 'error',
      from: { path: '^electron/(shell/|main\\.ts$)' },
      to: { path: '^(electron|renderer)/', pathNot: '^electron/(shell|app|contract|state|text|ipc)/' },
    },
    {
      name: 'renderer-imports-contract-ipc-client-text',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^electron/',
        pathNot: '^electron/(contract/|ipc/client\\.ts$|text/(?!locales|translator|detect-language))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'renderer-imports-no-values-of-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-imports-nothing-of-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-imports-the-renderer',
      severity: 'error',
      from: { path: '^(electron|build)/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'product-imports-no-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|build)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
  },
}
