// A function that is slow while its release is stopped does nothing more for it, wherever it was.

import { shareOf } from '../share.ts';
import { actsOf, playLate } from './late.ts';

const acts = await actsOf();

/** All that AWS is asked to do, and a third of the writes; `node test/simulation/late.ts` tries every one. */
const some = acts.filter(({ call }, index) => !call.startsWith('dynamodb:') || index % 3 === 0);

test('a release that fails and is taken back has acts of every function that acts for one', () => {
  const functions = new Set(acts.map(({ functionName }) => functionName));

  expect([...functions].sort()).toEqual([
    'ClaimRelease',
    'DeployTarget',
    'FinishWave',
    'OnBuild',
    'OnDeployment',
    'OpenGate',
    'PlanRollback',
    'RollBackTarget',
    'RunTest',
    'SettleRelease',
    // Its round falls into the moment in which the first gate opens.
    'Sweep',
    'WatchBake',
  ]);
});

test.each(
  shareOf(
    some.map((act) => [act.functionName, act.call, act.onCall, act] as const),
    3,
  ),
)(
  'where %s is slow before its %s no. %i, and the release is stopped meanwhile, the end is one and true',
  async (_function, _call, _onCall, act) => {
    expect(await playLate(act)).toEqual([]);
  },
);
