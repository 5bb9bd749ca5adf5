// A service that takes a request and never answers: the SDK's own transport over a real socket.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NO_ROLES } from '../../aws/sts.ts';
import { within } from '../../aws/time-left.ts';
import { portsFor } from '../../flows/make-ports.ts';
import { silent } from '../../simulation/world/onlooker.ts';

const place = { account: '111122223333', region: 'us-east-1' };
let requests = 0;
let server: Server;

beforeAll(async () => {
  server = createServer(() => {
    requests += 1;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  requests = 0;
});

function portsThere() {
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  return portsFor({
    sdk: { home: place, credentials, endpoint: `http://127.0.0.1:${port}` },
    clock: { now: () => new Date(), sleep: async () => {}, random: () => 0 },
    log: silent,
    count: () => {},
    measure: () => {},
    tableName: 'table',
    releaseMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:release',
    memberRoles: NO_ROLES,
  });
}

/** The seconds that are left, each time somebody asks; the last ones stay. */
function lefts(...seconds: number[]): () => number {
  return () => (seconds.length > 1 ? seconds.shift()! : seconds[0]!);
}

/** The same path through the document client, a plain client, and the call that is signed by hand. */
test.each([
  ['the table', () => portsThere().table.get({ pk: 'p', sk: 's' } as never)],
  ['an alarm', () => portsThere().alarms.states(place, ['a'])],
  [
    'an artifact',
    () =>
      portsThere().artifacts.isThere({ ...place, bucket: 'b', key: 'k', version: '1', eTag: '' }),
  ],
  ['an insight', () => portsThere().insights.ongoing(place)],
])(
  'reading %s fails with the name of a timeout, within what its function has left',
  async (_, read) => {
    const left = lefts(2.25, 0);

    const failed = within(left, read);

    await expect(failed).rejects.toThrow(/TimeoutError/);
    expect(requests).toBe(1);
  },
);

test('each attempt has what is left then', async () => {
  // An attempt, whether there is time for another, that one, whether there is.
  const left = lefts(2.2, 5, 2.2, 0);

  const failed = within(left, () => portsThere().alarms.states(place, ['a']));

  await expect(failed).rejects.toThrow(/exceeded the configured 200 ms requestTimeout/);
  expect(requests).toBe(2);
});
