// A target is moved, moved and back, or pruned, at each state of its release: no end says what is not so.

import { shareOf } from '../share.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { play, type ScenarioInput, secondsAt } from './played.ts';

const more = `tests: [${aTest('smoke')}]`;
const kinds = [
  ['a function', oneTarget({ more })],
  ['instances', oneTarget({ more, of: target('live', { ec2: true }) })],
] as const;
const failing = { how: 'deployment', revision: 'new', target: 'live', outcome: 'fails', times: 1 };
const harmful = { how: 'alarm', revision: 'new', target: 'live', after: '5m' };
const shut = { alarm: 'live-errors', is: 'ALARM', at: '9m', for: '10m' };

/** What the state is reached with, and the ledger's line that tells of it, or its time; then how much later. */
const states: readonly [string, ScenarioInput, string | number, number][] = [
  ['before its build', {}, 300, 0],
  ['in front of its gate', { alarms: [shut] }, 660, 0],
  ['as it starts', {}, 'DeploymentStarted', 0],
  ['while it shifts', {}, 'DeploymentStarted', 4],
  ['between two tries', { misbehaviours: [failing] }, 'DeploymentEnded', 3],
  ['while its test runs', {}, 'TestStarted', 30],
  ['as its bake begins', {}, 'BakeStarted', 1],
  ['as its bake ends', {}, 'BakeEnded', -1],
  ['as it is taken back', { misbehaviours: [harmful] }, 'RollbackStarted', 1],
];

const to = (revision: string, at: number) => ({ at: `${at}s`, target: 'live', to: revision });
const pruned = (revision: string, at: number) => ({
  prunes: [{ at: `${at}s`, target: 'live', revision, artifact: true }],
});
/** What somebody does. */
const hands: readonly [string, (at: number) => ScenarioInput][] = [
  ['moved', (at) => ({ moves: [to('hotfix', at)] })],
  ['moved and back', (at) => ({ moves: [to('hotfix', at), to('old', at + 2)] })],
  ['pruned of what ran before', (at) => pruned('old', at)],
];

test.each(
  shareOf(
    kinds.flatMap(([kind, pipeline]) =>
      states.map((state) => [kind, state[0], pipeline, state] as const),
    ),
    5,
  ),
)(
  '%s that others move %s ends as what is so',
  async (_kind, _when, pipeline, [, more, mark, after]) => {
    const day = { baseline: 'old', builds: [build('new')], ...more };
    const dry = typeof mark === 'number' ? undefined : await play(pipeline, day);
    const line = dry?.report.ledger.find(({ event }) => event === mark);
    const at = dry && line ? Math.round(secondsAt(dry.world, line.at)) : Number(mark);

    for (const [what, hand] of hands) {
      const played = await play(pipeline, { ...day, ...hand(at + after) });

      const { outcome } = played.release('new');
      const runs = played.report.targets.live;
      const claimed: Readonly<Record<string, string>> = { Promoted: 'new', RolledBack: 'old' };
      const claims = claimed[outcome!] ?? runs;
      // Who waits until a group is free comes after the end.
      const isLater =
        pipeline === kinds[1][1] && what.startsWith('moved') && outcome === 'RolledBack';
      expect([what, outcome, isLater ? claims : runs]).toEqual([what, outcome, claims]);
      expect(await played.leftBehind()).toEqual([]);
      const barred = played.report.ledger.some(({ event }) => event === 'RevisionQuarantined');
      expect([what, barred]).toEqual([what, mark === 'RollbackStarted']);
    }
  },
);
