// Very many alarms prove harm at once: whatever is kept of them, the item of the wave takes it, and it is acted upon.

import { bytesOf } from '../../core/bytes-of.ts';
import { ranges } from '../../core/keys.ts';
import { harmOf, hasBaked, type Wave } from '../../core/wave.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const alarms = Array.from({ length: 90 }, (_, at) => `${'x'.repeat(230)}-${at}`);
const names = Array.from({ length: 12 }, (_, at) => `cell-${at}`);
const pipeline = oneTarget({
  of: names.map((name) => target(name, { alarms })).join(', '),
  bake: '{ for: 30m, judge: { mode: off } }',
});
const slow = names.map((name) => ({
  target: name,
  configuration: 'LambdaCanary10Percent30Minutes',
}));
const firing = (at: string) => alarms.map((alarm) => ({ alarm, is: 'ALARM' as const, at }));

const keptOf = (wave: Wave) => harmOf(wave) ?? (hasBaked(wave) ? wave.bake.lastLook : undefined);

const days: readonly (readonly [string, ScenarioInput, string])[] = [
  ['in their bake', { alarms: firing('15m') }, 'RolledBack'],
  ['while their traffic shifts', { alarms: firing('15m'), deployments: slow }, 'RolledBack'],
  [
    'unheard, as their release is stopped',
    {
      alarms: firing('15m'),
      events: [{ source: 'aws.cloudwatch', how: 'lost', times: 200 }],
      people: [{ at: '15m1s', does: 'stop', execution: 'release' }],
    },
    'Stopped',
  ],
];

test.each(days)(
  'a thousand alarms that fire of a wave at once, %s, are acted upon',
  async (...row) => {
    const [, day, outcome] = row;
    const played = await play(pipeline, { baseline: 'old', builds: [build('bad')], ...day });

    const release = played.release('bad');
    expect([release.outcome, release.waves[0]!.verdict]).toEqual([outcome, 'fail']);
    // It began as ten minutes were over: within a minute of the alarms all is done.
    const seconds = (Date.parse(release.endedAt!) - Date.parse(release.startedAt)) / 1000;
    expect(seconds).toBeLessThan(6 * 60);
    const barred = played.report.ledger.filter(({ event }) => event === 'RevisionQuarantined');
    expect(barred).toHaveLength(1);
    const [wave] = await played.items(ranges.waves(release.id));
    expect(bytesOf(wave!.plan)).toBeGreaterThan(250_000);
    expect(bytesOf(wave)).toBeLessThan(380_000);
    expect(keptOf(wave!)!.charges).toHaveLength(20);
    expect(keptOf(wave!)!.more).toBe(names.length * alarms.length - 20);
    expect(release.reason).toMatch(/; and 1075 more/);
  },
);
