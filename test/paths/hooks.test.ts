// What a pipeline has done before and after a rollback: whatever comes of it, the rollback goes on.

import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const HOOKS = `hooks:
  beforeRollback: { project: shop-drain, timeout: 2m }
  afterRollback: { project: shop-refill }
`;
const CALLED = `hooks:
  beforeRollback: { lambda: shop-drain, timeout: 2m }
  afterRollback: { lambda: "shop-refill:live" }
`;
const BAD = [{ how: 'alarm' as const, revision: 'bad', target: 'live', after: '2m' }];

const AROUND = [
  ...['PlanRollback', 'Before?', 'RunHook', 'Hooked?', 'RollBackTargets', 'RollBackTarget'],
  ...['After?', 'RunHook', 'Hooked?', 'Back?'],
];

async function taken(
  scenario: ScenarioInput = {},
  pipeline = HOOKS,
  prepare: (world: World) => void = () => {},
) {
  const played = await play(
    oneTarget({ pipeline }),
    { baseline: 'old', builds: [build('bad')], misbehaviours: BAD, ...scenario },
    { prepare: async (world) => prepare(world) },
  );
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

  expectNothingHeldUp({ release, lines, of }, text, most);
});

/** The hook's end is told once, and what is taken back begins within so many seconds. */
function expectNothingHeldUp(
  { release, lines, of }: Pick<Awaited<ReturnType<typeof taken>>, 'release' | 'lines' | 'of'>,
  text: RegExp,
  most: number,
): void {
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
}

test('a hook whose function dies holds nothing up, and is told', async () => {
  const deaths: ScenarioInput['deaths'] = [
    { function: 'RunHook', call: 'dynamodb:PutItem', dies: 'after' },
  ];
  const { release, of, lines } = await taken({ deaths });

  expect(once(of('rollback')[0]!.path)).toEqual([...AROUND, 'RolledBack']);
  expect(release('bad').outcome).toBe('RolledBack');
  expect(lines).toHaveLength(4);
});

const CALLS = [
  ...['PlanRollback', 'Before?', 'RunHook', 'Hooked?', 'CallHook', 'RunHook', 'Hooked?'],
  ...['RollBackTargets', 'RollBackTarget'],
  ...['After?', 'RunHook', 'Hooked?', 'CallHook', 'RunHook', 'Hooked?', 'Back?'],
];

test('a hook may be a function, which is called before and after, and told what is taken back', async () => {
  const told: unknown[] = [];
  const { of, release, lines, leftBehind } = await taken({}, CALLED, (world) => {
    const { handler } = world.aws.lambda.find('shop-drain', home);
    world.aws.lambda.register({
      ...{ ...home, name: 'shop-drain', timeoutSeconds: 900, tags: { tidegate: 'prod' } },
      handler: (event, context) => {
        told.push(event);
        return handler!(event, context);
      },
    });
  });

  expect(of('rollback')[0]!.path).toEqual([...CALLS, 'RolledBack']);
  expect(lines).toEqual([
    'hook beforeRollback begun: function shop-drain',
    'hook beforeRollback ended: function shop-drain succeeded',
    'hook afterRollback begun: function shop-refill:live',
    'hook afterRollback ended: function shop-refill:live succeeded',
  ]);
  const { id } = release('bad');
  expect(told).toEqual([
    {
      ...{ key: `${id}/beforeRollback`, hook: 'beforeRollback', pipeline: 'shop', release: id },
      ...{ stage: 'prod', wave: 'prod', commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      artifact: {
        bucket: expect.any(String),
        key: expect.any(String),
        version: expect.any(String),
      },
      until: expect.stringMatching(/^2026-11-23T/),
    },
  ]);
  expect(await leftBehind()).toEqual([]);
});

test.each<[string, ScenarioInput, RegExp, number]>([
  [
    'throws',
    { misbehaviours: [...BAD, { how: 'test', revision: 'bad', test: 'shop-drain' }] },
    /^hook beforeRollback ended: Error: the function ended FAILED$/,
    30,
  ],
  [
    'never answers',
    {
      misbehaviours: [
        ...BAD,
        { how: 'test', revision: 'bad', test: 'shop-drain', status: 'TIMED_OUT' },
      ],
    },
    /^hook beforeRollback ended: it did not end in time$/,
    140,
  ],
  [
    'has no such alias',
    {},
    /^hook beforeRollback ended: Lambda\.ResourceNotFoundException: .*shop-drain:gone/,
    30,
  ],
])(
  'a function as a hook that %s holds nothing up, and is told',
  async (how, scenario, text, most) => {
    const isGone = how === 'has no such alias';
    const pipeline = isGone ? CALLED.replace('shop-drain,', '"shop-drain:gone",') : CALLED;
    const { release, lines, of } = await taken(scenario, pipeline, (world) => {
      const { account, region, handler } = {
        ...home,
        ...world.aws.lambda.find('shop-drain', home),
      };
      if (isGone && handler)
        world.aws.lambda.register({ account, region, name: 'shop-drain', handler });
    });

    expectNothingHeldUp({ release, lines, of }, text, most);
  },
);

test.each([1, 2, 3])(
  'a RunHook that dies at its write %i calls the function under the same key, and tells once',
  async (onCall) => {
    const keys: unknown[] = [];
    const deaths: ScenarioInput['deaths'] = [
      { function: 'RunHook', call: 'dynamodb:PutItem', dies: 'after', onCall },
    ];
    const { release, lines } = await taken({ deaths }, CALLED, (world) => {
      world.aws.lambda.register({
        ...{ ...home, name: 'shop-drain', timeoutSeconds: 900, tags: { tidegate: 'prod' } },
        handler: async (event) => {
          keys.push((event as { key: string }).key);
        },
      });
    });

    expect(release('bad').outcome).toBe('RolledBack');
    expect(new Set(keys).size).toBe(1);
    expect(lines).toHaveLength(4);
  },
);
