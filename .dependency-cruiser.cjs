/** The arrows of the house (README, "Arrows"), as lint. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const TESTS = '\\.test\\.ts$|/testing\\.ts$'

module.exports = {
  forbidden: [
    rule('no-circles', 'A circle has no top to read from.', {}, { circular: true }),
    rule(
      'domain-is-pure',
      'Time, randomness, sockets and disks reach the domain as values.',
      { path: '^server/src/domain', pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'domain-points-at-contract-only',
      'domain -> contract',
      { path: '^server/src/domain', pathNot: TESTS },
      {
        path: '^server/(src/(flow|adapters|compose|main|ports|config)|painter)|^(overlay|dashboard|pipeline|prisma|tests)/',
      },
    ),
    rule(
      'flow-never-adapters',
      'Inbound adapters are handed flow functions by compose.',
      { path: '^server/src/flow' },
      {
        path: '^server/src/(adapters|compose|main|config)|^server/painter|^(overlay|dashboard|pipeline|prisma)/',
      },
    ),
    rule(
      'adapters-know-ports-not-flow',
      'adapters -> ports, domain, contract',
      { path: '^server/src/adapters' },
      { path: '^server/src/(compose|main|config)' },
    ),
    rule(
      'flow-only-from-compose',
      'flow is wired in one place',
      { path: '^server/src/(adapters|domain|ports)' },
      { path: '^server/src/flow', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'compose-only-from-main',
      'the one wiring place is the top',
      { path: '^server/src/(adapters|domain|flow|ports)' },
      { path: '^server/src/(compose|main)' },
    ),
    rule(
      'painter-stands-alone',
      'painter imports neither server nor pipeline nor contract',
      { path: '^server/painter/src' },
      { path: '^server/(src|contract)|^(pipeline|overlay|dashboard|prisma)/' },
    ),
    rule(
      'painter-only-through-its-adapter',
      'server/adapters/painter -> painter',
      { path: '^server/src', pathNot: '^server/src/adapters/painter|\\.test\\.ts$' },
      { path: '^server/painter' },
    ),
    rule(
      'contract-stands-on-zod',
      'The contract depends on zod alone.',
      { path: '^server/contract/src', pathNot: TESTS },
      { pathNot: '^server/contract/src|node_modules/zod' },
    ),
    rule(
      'pages-know-the-contract-only',
      'overlay, dashboard -> contract',
      { path: '^(overlay|dashboard)/src' },
      { path: '^(server/(src|painter)|pipeline|prisma)/' },
    ),
    rule(
      'pipeline-never-server',
      'They meet in the database and in the model manifest.',
      { path: '^pipeline' },
      { path: '^server/src' },
    ),
    rule(
      'prisma-in-store-only',
      'Only store adapters (and auth, which keeps its tables through them) know Prisma.',
      { path: '^(server|pipeline)/', pathNot: '^server/src/adapters/(store|auth)' },
      { path: '^prisma/|node_modules/(@prisma|pglite-prisma-adapter|@electric-sql)' },
    ),
    rule(
      'no-whole-googleapis',
      'The index loads every API there is: 110 MB.',
      {},
      { path: 'node_modules/googleapis/build/src/index' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|prisma/generated' },
    exclude: { path: '(^|/)(dist|build|\\.svelte-kit|paraglide)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
    },
  },
}
