// Thresholds from what the embedded CloudWatch has kept, read as from an account.

import { watchedOf } from '../../authoring/alarms/from-pipeline.ts';
import { batchesOf, readingsOf } from '../../authoring/alarms/history.ts';
import { planAlarms } from '../../authoring/alarms/plan-alarms.ts';
import { memberAccess, NO_ROLES } from '../../aws/sts.ts';
import { type Asked, learn } from '../../cli/alarms-history.ts';
import type { WatchedResource } from '../../core/pipeline/watch-schema.ts';
import { embedded, home } from '../../packages/embedded-aws/test/embedded.ts';

const HOUR = 3_600_000;
const resource: WatchedResource = { lambda: { function: 'shop', alias: 'live' } };
const dimensions = { FunctionName: 'shop', Resource: 'shop:live' };

const asked = (over: Partial<Asked> = {}): Asked => ({
  name: 'prod',
  place: home,
  resources: [watchedOf(resource)],
  asksLimits: true,
  ...over,
});

interface Hour {
  readonly invocations: number;
  readonly errors: number;
  readonly milliseconds: number;
}

/** A function whose last hours were so, and what the command would plan for it. */
async function planned(
  hours: number,
  hour: (ago: number) => Hour,
  { days = 14, given = asked(), allows = true } = {},
) {
  const world = embedded({ allows: () => allows });
  const { aws, clock, play } = world;
  aws.lambda.register({ ...home, name: 'shop', timeoutSeconds: 10, aliases: ['live'] });
  const put = (name: string, at: number, value: number, count = 1) =>
    aws.cloudWatch.metrics.put(
      { namespace: 'AWS/Lambda', name, dimensions },
      { at, values: [value], counts: [count] },
      home,
    );
  for (let ago = 1; ago <= hours; ago += 1) {
    const at = clock.millis() - ago * HOUR;
    const { invocations, errors, milliseconds } = hour(ago);
    put('Invocations', at, invocations);
    put('Errors', at, errors);
    put('Duration', at, milliseconds, invocations);
  }
  const access = memberAccess(
    { ...aws.sdkConfig({ functionName: 'Tried' }), home },
    clock,
    NO_ROLES,
  );
  const reader = { access, clock, account: home.account, days };
  const learned = await play(() => learn([given], reader));
  const alarms = planAlarms(learned.resourcesOf('prod') ?? [], learned.historyOf('prod'));
  const of = (key: string) => alarms.find((alarm) => alarm.key === key)?.threshold;
  return { of, remarks: learned.remarks, alarms };
}

const busy: Hour = { invocations: 60_000, errors: 0, milliseconds: 400 };

test('two good weeks make strict thresholds, and an incident in them does not loosen them', async () => {
  const { of, remarks, alarms } = await planned(336, (ago) =>
    ago > 20 && ago < 24 ? { ...busy, errors: 30_000, milliseconds: 9_000 } : busy,
  );

  expect(of('errors')).toEqual({
    value: 1,
    because: 'from 336 hours of history: their p99 and half as much again',
  });
  expect(of('duration')?.value).toBe(600);
  expect(of('traffic')).toEqual({
    value: 500,
    because: 'a tenth of the quietest hour of 14 days',
  });
  expect(alarms.find(({ key }) => key === 'traffic')?.missing).toMatchObject({
    treat: 'breaching',
    because: expect.stringContaining('in 14 days'),
  });
  expect(remarks).toEqual([
    'read 14 days of 6 metrics in 111122223333 us-east-1, for 0.00006 USD; what has fewer than 48 hours of data keeps its default',
  ]);
});

test('a service that fails now and then gets a threshold that it does not cross every day', async () => {
  const { of } = await planned(336, () => ({ ...busy, errors: 3_000 }));

  // 5% usual, half as much again, and what a minute of a thousand requests sways by.
  expect(of('errors')?.value).toBeGreaterThan(7.5);
  expect(of('errors')?.value).toBeLessThan(11);
});

test('a day of history is none: the defaults stand, but for the timeout that the function really has', async () => {
  const { of } = await planned(24, () => busy);

  expect(of('errors')).toEqual({ value: 5, because: 'the default' });
  expect(of('duration')).toEqual({ value: 8_000, because: '80% of its timeout of 10 s' });
  expect(of('traffic')?.because).toContain('it never fires');
});

test('less than a week does not tell that silence is harm', async () => {
  const { of } = await planned(336, () => busy, { days: 5 });

  expect(of('errors')?.because).toContain('from 120 hours');
  expect(of('traffic')?.because).toContain('it never fires');
});

test('a rate of few requests is counted over five minutes', async () => {
  const { alarms } = await planned(336, () => ({ invocations: 60, errors: 0, milliseconds: 90 }));

  expect(alarms.find(({ key }) => key === 'errors')?.periodSeconds).toBe(300);
});

test('what may not be read is told, and its defaults stand', async () => {
  const { of, remarks } = await planned(336, () => busy, { allows: false });

  expect(of('errors')?.because).toBe('the default');
  expect(of('duration')?.because).toContain('assumed since its timeout is not known');
  expect(remarks).toEqual([
    expect.stringMatching(/reading function shop.*AccessDenied.*: what is assumed of it stands$/),
    expect.stringMatching(/reading the history of metrics.*AccessDenied.*: the defaults stand$/),
  ]);
});

test('another account is not entered, and that is said', async () => {
  const place = { account: '222233334444', region: 'eu-west-1' };

  const { remarks } = await planned(0, () => busy, { given: asked({ place }) });

  expect(remarks).toEqual([
    expect.stringMatching(/^the history of account 222233334444 is not read.* are of 111122223333/),
  ]);
});

test('a metric that several alarms read is asked once, and no call asks more than CloudWatch takes', () => {
  const one = readingsOf([watchedOf(resource)]);
  const many = Array.from({ length: 120 }, (_, index) =>
    watchedOf({ lambda: { function: `f${index}`, alias: 'live' } }),
  );

  const [batch] = batchesOf(one);
  const batches = batchesOf(readingsOf(many));

  const metrics = batch!.queries.flatMap(({ metric }) => metric?.metric ?? []);
  expect(metrics.toSorted()).toEqual(
    ['Invocations', 'Errors', 'Throttles', 'Duration', 'Duration', 'IteratorAge'].toSorted(),
  );
  expect(Math.max(...batches.map(({ queries }) => queries.length))).toBeLessThanOrEqual(500);
  expect(batches.flatMap(({ keys }) => [...keys.values()].flat())).toHaveLength(120 * 5);
});

test('a name that only its stack knows is not asked for', () => {
  const unknown = { ...watchedOf(resource), names: { function: { Ref: 'Function' } } };

  expect(readingsOf([unknown])).toEqual([]);
});

test('where few runs come each counts, and no share of them', async () => {
  const daily = { invocations: 1, errors: 0, milliseconds: 400 };
  const none = { invocations: 0, errors: 0, milliseconds: 0 };
  const { alarms, of } = await planned(336, (ago) => (ago % 24 === 7 ? daily : none));
  const found = (key: string) => alarms.find((alarm) => alarm.key === key);

  expect(of('errors')).toEqual({ value: 1, because: 'few runs come, so each counts' });
  expect(found('errors')?.datapoints).toEqual({ bad: 1, of: 1 });
  expect(found('traffic')).toMatchObject({ periodSeconds: 86_400, datapoints: { bad: 1, of: 1 } });
});

test('five runs in one hour are told as shares', async () => {
  const none = { invocations: 0, errors: 0, milliseconds: 0 };
  const { alarms } = await planned(336, (ago) => (ago === 7 ? { ...none, invocations: 5 } : none));

  expect(alarms.find(({ key }) => key === 'errors')?.unit).toBe('%');
});

test('what a template says of a schedule comes before what its history tells', async () => {
  const daily = { invocations: 1, errors: 0, milliseconds: 400 };
  const none = { invocations: 0, errors: 0, milliseconds: 0 };
  const watched = watchedOf(resource);
  const scheduled = { ...watched, facts: { ...watched.facts, secondsBetweenRuns: 900 } };
  const given = asked({ resources: [scheduled] });
  const { alarms } = await planned(336, (ago) => (ago % 24 === 7 ? daily : none), { given });

  expect(alarms.find(({ key }) => key === 'traffic')?.periodSeconds).toBe(900);
});
