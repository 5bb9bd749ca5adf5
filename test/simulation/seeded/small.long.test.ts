// A share of all that a small world can suffer: `npm run simulate:many -- --small` plays the whole of it.

import { playCase } from '../../../simulation/seeded/play-case.ts';
import { smallCases } from '../../../simulation/seeded/small-cases.ts';
import { shareOf } from '../../share.ts';

const cases = await smallCases();

/** Prime, so that each kind of fault has its turn, at each function's calls. */
const EACH = 613;
const HANDS = new Set(['OpenGate', 'DeployTarget', 'WatchBake', 'PlanRollback', 'RollBackTarget']);
const some = cases.flatMap((each, index) =>
  index % EACH === 0 ? [[index + 1, each] as const] : [],
);

/** The hands of a release that come late to what they write first, whose release is stopped meanwhile: all of them. */
const late = cases.flatMap((each, index) => {
  const [fault] = each.scenario.calls ?? [];
  const isWrite =
    fault?.call === 's3:PutObject' ||
    (fault?.call === 'dynamodb:PutItem' && (fault.onCall ?? 1) <= 2);
  return fault?.how === 'slow' && isWrite && HANDS.has(fault.function ?? '')
    ? [[fault.function, fault.call, fault.onCall, index + 1, each] as const]
    : [];
});

test('each function that acts for a release is tried, with each way to fail', () => {
  const faults = cases.flatMap(({ scenario }) => [
    ...(scenario.calls ?? []),
    ...(scenario.deaths ?? []),
  ]);
  const functions = new Set(faults.map((fault) => fault.function));
  const hows = new Set(faults.map((fault) => ('how' in fault ? fault.how : `dies ${fault.dies}`)));

  expect(functions).toEqual(
    new Set([
      'ClaimRelease',
      'DeployTarget',
      'FinishWave',
      'MuteAlarms',
      'OnAlarm',
      'OnBuild',
      'OnChange',
      'OnDeployment',
      'OnExecution',
      'OpenGate',
      'PlanRollback',
      'RollBackTarget',
      'RunTest',
      'SettleRelease',
      'Sweep',
      'TellPeople',
      'WatchBake',
    ]),
  );
  expect(hows.size).toBe(9);
  expect(some.length).toBeGreaterThan(20);
});

test.each(shareOf(some, 6))(
  'case %i of the small world ends as it must',
  async (_number, small) => {
    const { problems } = await playCase(small);

    expect({ problems, ...small.scenario }).toEqual({ problems: [], ...small.scenario });
  },
);

test.each(shareOf(late, 4))(
  '%s that comes late to its %s no. %i writes nothing more (case %i)',
  async (...row) => {
    const [, , , , small] = row;

    const { problems } = await playCase(small);

    expect({ problems, ...small.scenario }).toEqual({ problems: [], ...small.scenario });
  },
);
