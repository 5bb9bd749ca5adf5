/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/jest/plain-environment.mjs',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  // Jest leaves one processor idle; on two, that doubles the time.
  maxWorkers: '100%',
  // A run of hours of virtual time takes a second, and longer on a machine that others use too.
  testTimeout: 60_000,
  // The construct's tests; see cdk/package.json.
  modulePaths: ['<rootDir>/cdk/node_modules'],
  testRunner: '<rootDir>/test/jest/counting-runner.mjs',
  reporters: ['default', '<rootDir>/test/jest/processor-reporter.mjs'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
};
