/** The walls of the house: who may import whom. Everything here is an error. */
const room = (name) => `^packages/${name}/`;
/** Declared once, at the root. */
const testTools = '^node_modules/(vitest|fast-check)/';
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-undeclared', severity: 'error', from: { path: '^packages/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: testTools } },
    { name: 'test-tools-in-tests', severity: 'error', from: { path: '^packages/', pathNot: '(\\.test\\.tsx?$|/testing/)' }, to: { path: testTools } },
    forbid('ledger-alone', room('ledger'), '^packages/(law|api|server|office)/'),
    forbid('law-alone', room('law'), '^packages/(ledger|api|server|office)/'),
    { name: 'law-is-pure', severity: 'error', from: { path: '^packages/law/src/(?!.*\\.(test|prop\\.test)\\.ts$)' }, to: { dependencyTypes: ['core'] } },
    { name: 'law-needs-zod-only', severity: 'error', from: { path: '^packages/law/src/(?!.*\\.(test|prop\\.test)\\.ts$)' }, to: { path: 'node_modules/', pathNot: 'node_modules/zod' } },
    forbid('api-knows-law', room('api'), '^packages/(ledger|server|office)/'),
    forbid('server-not-office', room('server'), '^packages/office/'),
    forbid('office-through-api', room('office'), '^packages/(ledger|server)/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^packages/[^/]+/dist/', '^packages/(office|ledger)/[.]build-'] },
    tsPreCompilationDeps: true,
    // TypeScript 7 has no compiler interface yet: without this parser no .ts file would be read at all.
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
