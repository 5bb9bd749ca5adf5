// The command line against a table that holds nothing yet: that of an embedded AWS, over its wire.

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { jest } from '@jest/globals';
import { main } from '../../cli/tidegate.ts';
import { type Served, served } from '../../packages/embedded-aws/test/wire/served.ts';

const TABLE = 'tidegate-test-Table';

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
    await new DynamoDBClient(world.config).send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
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
    const code = await main([...args, '--table', TABLE, ...place]);
    return { code, printed };
  };
}
