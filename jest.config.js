/** @type {import('jest').Config} */
export default {
  // In bare Node.js, as it runs what is tested: see docs/decisions.
  runner: 'jest-light-runner/child-process',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  // Jest leaves one processor idle; on two, that doubles the time.
  maxWorkers: '100%',
  setupFilesAfterEnv: ['<rootDir>/test/jest/each-file.mjs'],
  reporters: [
    'default',
    '<rootDir>/test/jest/processor-reporter.mjs',
    '<rootDir>/test/jest/hung-reporter.mjs',
  ],
  // What is exhaustive has two runs: see docs/decisions/0118-a-share-of-what-is-exhaustive.md.
  testMatch: [process.env.TIDEGATE_TESTS === 'rest' ? '**/*.long.test.ts' : '**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};
