// CloudWatch Logs: what is found of what was logged, in pages, a moment later, by streams and by text.

import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { embedded, errorName, home } from '../embedded.ts';

const GROUP = '/aws/lambda/shop';

function withLines(count: number, text = (index: number) => `line ${index}`) {
  const { aws, clock, play } = embedded();
  const start = clock.millis();
  for (let index = 0; index < count; index += 1)
    aws.logs.put(home, GROUP, {
      stream: `2026/11/20/[${index % 2 ? 7 : 6}]abc`,
      at: start + index,
      text: text(index),
    });
  const client = new CloudWatchLogsClient(aws.sdkConfig());
  const filter = (input: object = {}) =>
    client.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...input }));
  return { aws, clock, play, client, filter, start };
}

test('lines are found by the beginning of their stream, in the order of their times', async () => {
  const { clock, play, filter } = withLines(10);

  const { events = [] } = await play(async () => {
    await clock.sleep(60);
    return filter({ logStreamNamePrefix: '2026/11/20/[7]' });
  });

  expect(events.map(({ message }) => message)).toEqual([1, 3, 5, 7, 9].map((it) => `line ${it}`));
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(5);
});

test('a computed line has one id, whichever span it is found in', async () => {
  const { aws, clock, play, filter, start } = withLines(0);
  aws.logs.feed(home, GROUP, (from, until) =>
    [1, 2, 2, 3]
      .map((second) => ({ stream: 's', at: start + second * 1000, text: `line ${second}` }))
      .filter(({ at }) => at >= from && at < until),
  );

  const [all, some] = await play(async () => {
    await clock.sleep(60);
    const whole = await filter({ startTime: start });
    return [whole.events ?? [], (await filter({ startTime: start + 2_000 })).events ?? []];
  });

  const ids = all.map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(4);
  expect(some.map(({ eventId }) => eventId)).toEqual(ids.slice(1));
});

test('a line is found some seconds after it was written, and not each one as late', async () => {
  const { clock, play, filter } = withLines(100);

  const [soon, later] = await play(async () => {
    await clock.sleep(2);
    const first = await filter();
    await clock.sleep(60);
    return [first.events ?? [], (await filter()).events ?? []];
  });

  expect(soon.length).toBeGreaterThan(0);
  expect(soon.length).toBeLessThan(100);
  expect(later).toHaveLength(100);
});

test('more than ten thousand come in pages, which what comes meanwhile does not shift', async () => {
  const { aws, clock, play, filter, start } = withLines(10_500);

  const pages = await play(async () => {
    await clock.sleep(60);
    const first = await filter();
    aws.logs.put(home, GROUP, { stream: 'a', at: start, text: 'late' });
    await clock.sleep(60);
    return [first, await filter({ nextToken: first.nextToken })];
  });

  expect(pages.map(({ events = [] }) => events.length)).toEqual([10_000, 500]);
  expect(pages[1]?.events?.[0]?.message).toBe('line 10000');
  expect(pages[1]?.nextToken).toBeUndefined();
});

test('a page has at most a megabyte', async () => {
  const { clock, play, filter } = withLines(30, () => 'x'.repeat(100_000));

  const { events = [], nextToken } = await play(async () => {
    await clock.sleep(60);
    return filter();
  });

  expect(events).toHaveLength(10);
  expect(nextToken).toBeDefined();
});

test.each([
  ['ERROR', ['an ERROR of "db"']],
  ['"of \\"db\\""', ['an ERROR of "db"']],
  ['an "INFO of"', ['an INFO of web']],
  ['error', []],
])(
  'a pattern finds lines with all of its words and phrases: %s',
  async (filterPattern, expected) => {
    const { clock, play, filter } = withLines(2, (index) =>
      index ? 'an INFO of web' : 'an ERROR of "db"',
    );

    const { events = [] } = await play(async () => {
      await clock.sleep(60);
      return filter({ filterPattern });
    });

    expect(events.map(({ message }) => message)).toEqual(expected);
  },
);

test.each([
  ['ResourceNotFoundException', { logGroupName: 'none' }],
  ['InvalidParameterException', { logStreamNames: ['a'], logStreamNamePrefix: 'a' }],
  ['InvalidParameterException', { filterPattern: '{ $.level = "ERROR" }' }],
  ['InvalidParameterException', { nextToken: 'none' }],
  ['InvalidParameterException', { limit: 10_001 }],
])('%s is answered to %j', async (name, input) => {
  const { play, filter } = withLines(1);

  expect(await errorName(play(() => filter(input)))).toBe(name);
});

test('streams are listed with the times of their first line and their last', async () => {
  const { clock, play, client, start } = withLines(10);

  const { logStreams = [] } = await play(async () => {
    await clock.sleep(60);
    const input = { logGroupName: GROUP, logStreamNamePrefix: '2026/11/20/[7]' };
    return client.send(new DescribeLogStreamsCommand(input));
  });

  expect(logStreams).toMatchObject([
    {
      logStreamName: '2026/11/20/[7]abc',
      firstEventTimestamp: start + 1,
      lastEventTimestamp: start + 9,
    },
  ]);
});
