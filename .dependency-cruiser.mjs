// The import rule of docs/ARCHITECTURE.md, as dependency-cruiser checks it: `npm run imports`, and test/tidy/imports.test.ts.

/** Which rooms each room may import from, besides itself. */
const ROOMS = {
  'packages/judge': [],
  'packages/embedded-aws': [],
  core: ['packages/judge'],
  authoring: ['core'],
  board: ['core'],
  cdk: ['core', 'authoring'],
  aws: ['core', 'packages/judge'],
  flows: ['aws', 'core', 'packages/judge'],
  functions: ['board', 'flows', 'aws', 'core', 'packages/judge'],
  simulation: ['functions', 'flows', 'aws', 'core', 'authoring', 'board', 'packages'],
  cli: ['simulation', 'functions', 'flows', 'aws', 'core', 'authoring', 'board', 'packages'],
  scripts: ['board', 'cli', 'simulation', 'flows', 'core', 'packages'],
};

const TESTS = '^(test|packages/[^/]+/test)/';

const outside = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `what ${room} may import`,
  comment: `${room}/ imports from ${allowed.join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: TESTS },
  to: { path: '^[^/]+/', pathNot: [room, ...allowed, 'node_modules'].map((it) => `^${it}/`) },
}));

export default {
  forbidden: [
    ...outside,
    {
      name: 'no test in the product',
      comment: 'What tests share stays with them.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no circle',
      comment: 'Of values or of types: move what both need to where neither needs the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'the SDK at home',
      comment: 'Only adapters in aws/ know the AWS SDK.',
      severity: 'error',
      from: { pathNot: `^aws/|${TESTS}` },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'a pure core',
      comment: 'core/ decides: it knows pure libraries only.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|yaml|temporal-polyfill|ical.js)/' },
    },
    {
      name: 'a declared package',
      comment: 'Each package.json lists what its own files import, for itself.',
      severity: 'error',
      // The construct's library is installed beside it; see cdk/package.json.
      from: { pathNot: '^(test/)?cdk/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no package of development in the product',
      comment: 'What runs for its users is a dependency; devDependencies are for tests and tools.',
      severity: 'error',
      from: { pathNot: `^(scripts|cdk)/|${TESTS}` },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'it is there',
      comment: 'An import must lead somewhere.',
      severity: 'error',
      from: { pathNot: '^(test/)?cdk/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    // Types are imports too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
