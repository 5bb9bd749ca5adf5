// What a function was about stands in its trace, as X-Ray's daemon takes it.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as z from 'zod';
import { realClock } from '../../aws/clock.ts';
import { tracedBy } from '../../aws/trace-segments.ts';
import type { Ports } from '../../flows/ports.ts';
import { learn } from '../../flows/subject.ts';
import { task } from '../../functions/task.ts';
import { adapters } from './played.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';
const PARENT = '53995c3f42cd8ad8';
const HEADER = `Root=${ROOT};Parent=${PARENT};Sampled=1;Lineage=a:0`;

const daemon = createSocket('udp4');
daemon.bind(0, '127.0.0.1');
await once(daemon, 'listening');
const address = `127.0.0.1:${daemon.address().port}`;
afterAll(() => daemon.close());

/** What the daemon is sent next, its head and its segment. */
async function heard(): Promise<readonly unknown[]> {
  const [message] = (await once(daemon, 'message')) as [Buffer];
  return message
    .toString()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

function portsTracing(header: string | undefined, daemonAddress = address): Ports {
  const environment = { _X_AMZN_TRACE_ID: header, AWS_XRAY_DAEMON_ADDRESS: daemonAddress };
  const { ports } = adapters();
  return { ...ports, clock: realClock, trace: tracedBy(() => environment, realClock) };
}

const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: 'r-1' } as never;

const deploying = task(z.object({ target: z.string() }), async () => {
  learn({ pipeline: 'shop', release: 'shop-1', stage: 'prod', wave: 0, extra: { not: 'a word' } });
  return 'done';
});

test('release, stage, wave and target are annotations in the trace of the invocation', async () => {
  const sent = heard();

  const answer = await deploying.on(portsTracing(HEADER))({ target: 'live' }, context);

  expect(answer).toBe('done');
  const [head, segment] = await sent;
  expect(head).toEqual({ format: 'json', version: 1 });
  expect(segment).toEqual({
    trace_id: ROOT,
    parent_id: PARENT,
    type: 'subsegment',
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    name: 'tidegate',
    start_time: expect.any(Number),
    end_time: expect.any(Number),
    annotations: {
      pipeline: 'shop',
      release: 'shop-1',
      stage: 'prod',
      wave: 0,
      target: 'live',
      'deployment.id': 'shop-1',
    },
  });
});

test('one that throws is a fault in its trace, and throws on', async () => {
  const failing = task(z.object({}), () => Promise.reject(new TypeError('a defect')));
  const sent = heard();

  const thrown = failing.on(portsTracing(HEADER))({}, context);

  await expect(thrown).rejects.toThrow('a defect');
  expect((await sent)[1]).toMatchObject({ fault: true, annotations: {} });
});

test.each([
  ['that nobody keeps', HEADER.replace('Sampled=1', 'Sampled=0'), address],
  ['of which nothing is told', undefined, address],
  ['without a daemon', HEADER, ''],
  ['whose daemon cannot be reached', HEADER, 'no-such-host.invalid:2000'],
])('an invocation %s is as good as any', async (_, header, daemonAddress) => {
  const answer = deploying.on(portsTracing(header, daemonAddress))({ target: 'live' }, context);

  await expect(answer).resolves.toBe('done');
});
