// The command line against a Tidegate that was just deployed to an embedded AWS, over its wire: its table is empty.

import { main } from '../../cli/tidegate.ts';
import { type Served, served } from '../../packages/embedded-aws/test/wire/served.ts';
import { deployStack } from '../../simulation/stack/deploy.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { silent } from '../../simulation/world/onlooker.ts';
import { home } from '../../simulation/world/place.ts';

const stack = readStack(home);

/** Runs a verb for the tests of a file; resolves to its exit code and all that it printed. */
export type Run = (
  ...args: readonly string[]
) => Promise<{ readonly code: number; readonly printed: string }>;

export function onAnEmptyTable(): Run {
  let world: Served;

  beforeAll(async () => {
    world = await served();
    process.env.AWS_ACCESS_KEY_ID = world.config.credentials.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = world.config.credentials.secretAccessKey;
    const { aws, clock } = world;
    const log = silent;
    await deployStack({ aws, clock, stack, home, log, count: () => {}, transport: 'direct' });
  });

  afterAll(() => world.close());

  afterEach(() => {
    jest.restoreAllMocks();
  });

  return async (...args) => {
    let printed = '';
    const write = (text: unknown, written?: unknown) => {
      printed += String(text);
      if (typeof written === 'function') written();
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(write);
    jest.spyOn(process.stderr, 'write').mockImplementation(write);
    const place = ['--region', 'us-east-1', '--endpoint-url', world.config.endpoint];
    const code = await main([...args, '--table', stack.tableName, ...place]);
    return { code, printed };
  };
}
