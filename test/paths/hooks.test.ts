// What a pipeline has done before and after a rollback: whatever comes of it, the rollback goes on.

import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const HOOKS = `hooks:
  beforeRollback: { project: shop-drain, timeout: 2m }
  afterRollback: { project: shop-refill }
`;
const BAD = [{ how: 'alarm' as const, revision: 'bad', target: 'live', after: '2m' }];

const AROUND = [
  ...['PlanRollback', 'Before?', 'RunHook', 'Hooked?', 'RollBackTargets', 'RollBackTarget'],
  ...['After?', 'RunHook', 'Hooked?', 'Back?'],
];

async function taken(scenario: ScenarioInput = {}, pipeline = HOOKS) {
  const played = await play(oneTarget({ pipeline }), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: BAD,
    ...scenario,
  });
  const lines = played.report.ledger.filter(({ event }) => /^Hook/.test(event));
  return { ...played, lines: lines.map(({ text }) => text) };
}

/** A hook's state is entered once, however often its function asks. */
const once = (path: readonly string[]) => path.filter((state, at) => state !== path[at - 1]);

test('a release that is taken back has its hooks run before and after', async () => {
  const { of, release, lines, leftBehind } = await taken();

  expect(once(of('rollback')[0]!.path)).toEqual([...AROUND, 'RolledBack']);
  expect(release('bad').outcome).toBe('RolledBack');
  expect(lines).toEqual([
    'hook beforeRollback begun: project shop-drain',
    'hook beforeRollback ended: project shop-drain succeeded',
    'hook afterRollback begun: project shop-refill',
    'hook afterRollback ended: project shop-refill succeeded',
  ]);
  expect(await leftBehind()).toEqual([]);
});

test('a rollback by hand has the same hooks', async () => {
  const back = { at: '2h', as: 'ada', does: 'rollback' as const, reason: 'slow' };
  const { of, lines } = await taken({ misbehaviours: [], people: [back] });

  expect(once(of('rollback')[0]!.path)).toEqual([...AROUND, 'SettleRelease', 'Settled']);
  expect(lines).toHaveLength(4);
});

test.each<[string, ScenarioInput, RegExp, number]>([
  [
    'fails',
    {
      misbehaviours: [...BAD, { how: 'test', revision: 'bad', test: 'shop-drain' }],
    },
    /^hook beforeRollback ended: build \S+ ended FAILED$/,
    200,
  ],
  [
    'cannot be started',
    { calls: [{ call: 'codebuild:StartBuild', function: 'RunHook', how: 'denied' }] },
    /^hook beforeRollback begun: project shop-drain, which could not be started: /,
    60,
  ],
  [
    'cannot be read',
    {
      calls: [{ call: 'codebuild:BatchGetBuilds', function: 'RunHook', how: 'fails', times: 200 }],
    },
    /^hook beforeRollback ended: it did not end in time$/,
    220,
  ],
])('a hook that %s holds nothing up, and is told', async (_, scenario, text, most) => {
  const { release, lines, of } = await taken(scenario);

  expect(lines.filter((line) => text.test(line))).toHaveLength(1);
  expect(release('bad')).toMatchObject({
    outcome: 'RolledBack',
    reason: expect.stringContaining('hook beforeRollback: '),
  });
  const { visits } = of('rollback')[0]!;
  const [began, back] = ['PlanRollback', 'RollBackTargets'].map(
    (name) => visits.find(({ state }) => state === name)!.at,
  );
  expect(back! - began!).toBeLessThan(most);
});

test('a hook whose function dies holds nothing up, and is told', async () => {
  const deaths: ScenarioInput['deaths'] = [
    { function: 'RunHook', call: 'dynamodb:PutItem', dies: 'after' },
  ];
  const { release, of, lines } = await taken({ deaths });

  expect(once(of('rollback')[0]!.path)).toEqual([...AROUND, 'RolledBack']);
  expect(release('bad').outcome).toBe('RolledBack');
  expect(lines).toHaveLength(4);
});
