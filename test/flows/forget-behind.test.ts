// What is forgotten of targets left behind as a release is settled, and what a hand that comes late leaves alone.

import { withMark } from '../../core/behind-marks.ts';
import type { Settlement } from '../../core/settlement-schema.ts';
import type { Stage } from '../../core/stage.ts';
import type { Wave } from '../../core/wave.ts';
import { forgetBehind } from '../../flows/forget-behind.ts';
import {
  AT,
  FENCE,
  item,
  kept,
  leftBehind,
  open,
  releaseOf,
  revisionOf,
  stageOf,
  waiting,
} from './behind-items.ts';

const markOf = (number: number, fence = FENCE) => ({
  ...{ release: `r${number}`, revision: revisionOf(number), stage: 'p', since: AT },
  ...{ reason: 'a host was lost', fence },
});
const both = withMark(withMark(item(2), markOf(1)), markOf(2));
const settled = (outcome: Settlement['outcome'], wave: Settlement['waves'][number]) =>
  ({ outcome, reason: '', waves: [wave], dirty: [] }) satisfies Settlement;

async function after(wave: Wave, end: Settlement, before = both) {
  const { ports, run, target } = await kept({ items: [before] });
  await run(() => forgetBehind(ports, releaseOf(2), [wave], end));
  return (await target(2))?.behind?.release;
}

test.each([
  ['has left it behind', open({ behind: [leftBehind(2)] })],
  ['was about to', open({ failing: { t2: 'a host was lost' } })],
  ['was skipping it', waiting({ skipping: [leftBehind(2)] })],
  ['had it among its targets', open()],
])('where a wave that did not pass %s, it is behind what it was before', async (_what, wave) => {
  expect(await after(wave, settled('RolledBack', 'RolledBack'))).toBe('r1');
});

test('what has passed stays as it is marked, and so does what a wave never came to', async () => {
  const passed = open({ behind: [leftBehind(2)] });

  expect(await after(passed, settled('Promoted', 'Passed'))).toBe('r2');
  expect(await after(passed, settled('Promoted', 'Overridden'))).toBe('r2');
  expect(await after(waiting(), settled('Stopped', 'NotStarted'))).toBe('r2');
});

const SEAL = FENCE + 2;
const sealedStage = (more: Partial<Stage> = {}): Stage => ({
  ...stageOf(9, SEAL),
  sealed: { r9: { at: AT, fence: SEAL } },
  ...more,
});

/** A rollback by hand of the second revision, and what it leaves of a target. */
async function takenBack(
  before = both,
  stage = sealedStage(),
  outcome: Settlement['outcome'] = 'RolledBack',
) {
  const rollback = {
    ...{ by: 'arn:ada', reason: 'it loses orders', area: { scope: 'release' as const } },
    ...{ takes: [revisionOf(2)], stopped: [] },
  };
  const { ports, run, target } = await kept({ items: [before], stage });
  const end = settled(outcome, 'RolledBack');
  await run(() => forgetBehind(ports, releaseOf(9, { rollback }), [waiting()], end));
  return (await target(2))?.behind?.release;
}

test('what a person has taken back nobody is behind, and what they were before counts again', async () => {
  expect(await takenBack()).toBe('r1');
  expect(await takenBack(both, sealedStage(), 'Stopped')).toBe('r2');
});

test('a late hand of a rollback removes no mark of a release that came after it', async () => {
  const since = withMark(item(2), markOf(2, SEAL));

  expect(await takenBack(since)).toBe('r2');
  expect(await takenBack({ ...both, fence: SEAL + 1 })).toBe('r2');
  expect(await takenBack(both, sealedStage({ sealed: {} }))).toBe('r2');
});
