// Each thing that must hold at every step is seen at the step where it does not: a rogue hand breaks it, in a world in
// which nothing else is wrong.

import { keys } from '../../../core/keys.ts';
import { stepChecks } from '../../../simulation/seeded/step-checks.ts';
import { boundsSoFar } from '../../../simulation/seeded/steps/checks/bounds-so-far.ts';
import { builtByThen } from '../../../simulation/seeded/steps/checks/built-by-then.ts';
import { foundBy } from './rogue.ts';
import { startCases } from './start-cases.ts';
import { deploys, played, promoted, report, stage, violations, world } from './step-world.ts';
import { writeCases } from './write-cases.ts';

const cases = [...startCases, ...writeCases];
const { scenario } = played;

afterAll(() => world.close());

test('nothing is found at the steps of a run in which all holds', () => {
  expect(violations).toEqual([]);
  expect(report.releases.map(({ outcome }) => outcome)).toEqual(['Promoted', 'RolledBack']);
});

test.each(cases.map((each) => [each[0].holds, ...each] as const))(
  'that %s is seen where it is not so',
  async (_holds, check, acts, problem) => {
    const found = await foundBy(check, played, acts);

    expect(found.join('\n')).toMatch(problem);
  },
);

test('that a revision was not built by then is seen', async () => {
  const unbuilt = { ...scenario, builds: scenario.builds.map((it) => ({ ...it, at: '9d' })) };

  const found = await foundBy(builtByThen, { ...played, scenario: unbuilt }, async ({ starts }) =>
    starts(deploys(promoted, 0, 'b'), 'b'),
  );

  expect(found).toEqual([expect.stringMatching(/brings r1, which no build had made by then/)]);
});

test('that an execution has outgrown its history is seen', async () => {
  const loop = {
    Type: 'Choice',
    Choices: [{ Condition: '{% false %}', Next: 'End' }],
    Default: 'Again',
  };
  const States = { Again: loop, End: { Type: 'Succeed' } };
  const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Again', States });
  const home = { account: '111122223333', region: 'us-east-1' };
  const asked = { name: 'loop', definition, roleArn: 'arn:aws:iam::111122223333:role/loop' };

  const found = await foundBy(boundsSoFar, played, async ({ writes }) => {
    const before = await stage('beta');
    writes(keys.stage('shop', 'beta'), before);
    const { stateMachineArn } = (await world.aws.operate(
      'states',
      'CreateStateMachine',
      asked,
      home,
    )) as { stateMachineArn: string };
    await world.aws.operate('states', 'StartExecution', { stateMachineArn }, home);
    await world.clock.play(() => world.aws.stepFunctions.openExecutions() === 0);
    writes(keys.stage('shop', 'beta'), before);
  });

  expect(found).toEqual([expect.stringMatching(/^an execution has 25000 history events$/)]);
});

test('each of them has such a case', () => {
  const seen = new Set([...cases.map(([check]) => check), builtByThen, boundsSoFar]);

  expect(seen).toEqual(new Set(stepChecks));
});
