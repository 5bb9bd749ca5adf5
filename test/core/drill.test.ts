import { type DrillRun, drillIn, legAfter, legOf, movesOf, nextLeg } from '../../core/drill.ts';
import { historyBoundOf } from '../../core/history-bound.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { oneTarget, target } from '../paths/pipelines.ts';

/** The legs of a drill with these targets, in their order: what each is called, and what is moved for it. */
function legsOf(targets: readonly string[], first = 0) {
  const legs: unknown[] = [];
  let leg: number | undefined = first;
  while (leg !== undefined) {
    const run: DrillRun = { first, leg, targets };
    const { doing, targets: moved } = movesOf(run);
    legs.push([legOf(run), doing, ...moved]);
    leg = nextLeg(run);
  }
  return legs;
}

test.each([
  [
    ['a', 'b', 'c'],
    [
      ['up', 'none'],
      ['half', 'back', 'a'],
      ['down', 'back', 'b', 'c'],
      ['up again', 'up', 'a', 'b', 'c'],
    ],
  ],
  [
    ['a'],
    [
      ['up', 'none'],
      ['down', 'back', 'a'],
      ['up again', 'up', 'a'],
    ],
  ],
])('%j go half back, down and up again', (targets, legs) => {
  expect(legsOf(targets)).toEqual(legs);
  // Another try counts on, and does the same.
  expect(legsOf(targets, legAfter({ first: 0, leg: 3, targets }))).toEqual(legs);
});

test('a leg that says nothing leads up again, and to an end where nothing is down', () => {
  const doubtful = { first: 4, targets: ['a', 'b'], doubt: 'no data' };

  expect(nextLeg({ ...doubtful, leg: 5 })).toBe(7);
  expect(nextLeg({ ...doubtful, leg: 7 })).toBeUndefined();
  expect(nextLeg({ ...doubtful, leg: 4 })).toBeUndefined();
});

const drill = (more = '', drill = '10m') => `tests: [{ name: way-back, drill: ${drill}${more} }]`;
const parse = (pipeline: string) => parsePipeline(pipeline, 'tidegate.yml');
const place = (deploys: string) =>
  `{ name: live, account: "111122223333", region: us-east-1, ${deploys}, alarms: [errors] }`;

test('a drill is planned without another run, and its wave has room for all of its moves', () => {
  const [wave] = planOf(parse(oneTarget({ more: drill() })));
  const [without] = planOf(parse(oneTarget()));

  expect(drillIn(wave!)).toEqual(expect.objectContaining({ name: 'way-back', drill: '10m' }));
  expect(wave!.tests[0]!.retries).toEqual({ infrastructure: 0, assertions: 0 });
  expect(historyBoundOf(wave!)).toBeGreaterThan(historyBoundOf(without!) + 3 * 60);
});

test.each([
  [oneTarget({ more: drill(', timeout: 1h') }), 'expected no timeout of drill way-back'],
  [oneTarget({ more: drill(', retries: { assertions: 1 }') }), 'expected no retries of drill'],
  [
    oneTarget({ more: drill(', contract: { consumer: basket, owner: team-basket }') }),
    'expected no contract of drill way-back',
  ],
  [oneTarget({ more: drill('', '1m') }), 'to be watched for at least 2m, got 1m'],
  [
    oneTarget({ more: 'tests: [{ name: a, drill: 5m }, { name: b, drill: 5m }]' }),
    'expected one drill of stage prod, got two',
  ],
  [
    oneTarget({ of: place('stack: { name: shop }'), more: drill() }),
    'expected targets that drill way-back may take back and forth, got live: what an update of a stack destroys',
  ],
  [
    oneTarget({ of: place('job: { project: shop-deploys }'), more: drill() }),
    'got live: its job names no rollback',
  ],
  [
    `pipeline: shop
source: { project: shop-build }
stages: [{ name: gamma, targets: [${target('a').replace(/, alarms: .*/, ' }')}], ${drill()} }]
`,
    'got a: it names neither alarms nor dataPoints',
  ],
  [
    `pipeline: shop
source: { project: shop-build }
stages: [{ name: verify, ${drill()} }]
`,
    'expected stage verify to have targets, since its drill takes them back and forth, got none',
  ],
])('what could not be drilled is refused before anything runs: %#', (pipeline, said) => {
  expect(() => parse(pipeline)).toThrow(said);
});
