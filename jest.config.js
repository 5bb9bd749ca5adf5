/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/jest/plain-environment.mjs',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  // Jest leaves one processor idle; on two, that doubles the time.
  maxWorkers: '100%',
  // What a process keeps of the realms of its test files fills it in time: a server in it then answers that it is full.
  workerIdleMemoryLimit: '1.5GB',
  // Only what hangs is stopped: how long a test takes says how busy the machine is. Its processor seconds are counted.
  testTimeout: 900_000,
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
