// Tidegate updates its own stack while it releases: what is under way ends on the versions that it began with.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { tablesOfFile } from '../tables.ts';

test('its own release, and one beside it, end on the machines that they began with, and the next runs on the new ones', async () => {
  const itself = oneTarget({
    of: '{ name: own, account: "111122223333", region: us-east-1, stack: { name: tidegate-prod }, alarms: [own-errors] }',
  }).replaceAll('shop', 'tidegate');
  const pipelines = [itself, oneTarget()].map((text) =>
    parsePipeline(text, 'test.yml', () => ({ name: '', text: '', digest: '' })),
  );
  const scenario = scenarioSchema.parse({
    baseline: 'old',
    builds: [
      { at: '0m', revision: 'new', pipeline: 'tidegate' },
      { at: '0m', revision: 'one', pipeline: 'shop' },
      { at: '1h', revision: 'two', pipeline: 'shop' },
    ],
  });
  const [first, ...others] = pipelines;
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [first!, ...others],
    scenario,
    seed: 1,
    readFile: () => '',
  });
  await world.play();
  const report = await reportOf(world);
  const stateMachineArn = world.stack.machines.find(({ name }) => name.includes('-wave-'))!.arn;
  const { executions } = (await world.aws.operate('states', 'ListExecutions', {
    stateMachineArn,
  })) as { executions: { stateMachineVersionArn?: string }[] };
  await world.close();

  expect(report.releases.map(({ outcome }) => outcome)).toEqual(Array(3).fill('Promoted'));
  const ran = executions.map(({ stateMachineVersionArn = '' }) =>
    stateMachineVersionArn.split(':').pop(),
  );
  expect(ran.toReversed()).toEqual(['1', '1', '2']);
});
