// What is asked of targets as a release is being ended: none that a wave has left behind.

import type { Intent } from '../../core/intent.ts';
import type { Wave } from '../../core/wave.ts';
import { settledTruth } from '../../flows/settled-truth.ts';
import {
  AT,
  FENCE,
  item,
  kept,
  leftBehind,
  open,
  plan,
  releaseOf,
  revisionOf,
} from './behind-items.ts';

const intent: Intent = {
  ...{ release: 'r1', wave: 0, doing: 'rollBack', revision: revisionOf(0), startedAt: AT },
  ...{ fence: FENCE, calls: { state: 'none' }, status: 'ended', endedAt: AT },
  end: { result: 'Succeeded', reason: 'it is back' },
};
const back = item(2, {
  intent,
  fence: FENCE,
  running: { release: 'r0', revision: revisionOf(0), at: AT },
  behind: {
    ...{ release: 'r1', revision: revisionOf(1), stage: 'p', since: AT, reason: 'a host was lost' },
    fence: FENCE,
  },
});
const rest = { ...plan, targets: plan.targets.filter(({ name }) => name !== 't2') };
const passed = {
  ...{ ...open({ plan: rest, behind: [leftBehind(2)] }), status: 'ended', reached: 'targets' },
  end: { outcome: 'Passed', bakedAt: AT },
} as Wave;
const failed = {
  ...{ ...passed, plan: { ...rest, index: 1 }, behind: [] },
  end: { outcome: 'Failed' },
} as Wave;

async function asked(waves: readonly Wave[], target = back) {
  const { ports, run } = await kept({});
  const of = releaseOf(1, { waveCount: waves.length });
  return run(() => settledTruth(ports, of, { waves, damaged: [], targets: [target] }));
}

const NOTHING = { moved: new Map(), unknown: new Map() };

test.each([
  ['all has passed', [passed]],
  ['a later wave has failed', [passed, failed]],
])('a target that its wave has left behind is not asked, where %s', async (_what, waves) => {
  expect(await asked(waves)).toEqual(NOTHING);
});

test('one whose wave did not pass is, and so is one that another release has left behind', async () => {
  const { behind, ...others } = back;
  const stopped = { ...passed, end: { outcome: 'Stopped' } } as Wave;

  // Nobody has the function.
  const found = { moved: new Map([['t2', expect.stringContaining('t2 was moved')]]) };
  expect(await asked([stopped])).toMatchObject(found);
  expect(await asked([passed], others)).toMatchObject(found);
  expect(await asked([passed], { ...others, behind: { ...behind!, release: 'r0' } })).toMatchObject(
    found,
  );
});
