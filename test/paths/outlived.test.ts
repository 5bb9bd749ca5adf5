// A wave whose parent's task has timed out: sources disagree on whether Step Functions stops the child then. Under
// either reading the release's end is true, and a child that runs on changes nothing after it.

import { publishMachine } from '../../simulation/stack/publish.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

/** The parent waits five minutes for its wave, which bakes for longer. */
async function impatient(world: World, resource: string): Promise<void> {
  const { aws, stack } = world;
  const release = stack.machines.find(({ name }) => name.includes('-release-'))!;
  const definition = JSON.parse(release.definition);
  Object.assign(definition.States.RunWave, {
    Resource: `arn:aws:states:::states:startExecution.${resource}`,
    TimeoutSeconds: 300,
  });
  const asked = { stateMachineArn: release.arn, definition: JSON.stringify(definition) };
  await aws.operate('states', 'UpdateStateMachine', asked);
  const routingConfiguration = await publishMachine({ aws, home }, release);
  const stateMachineAliasArn = `${release.arn}:live`;
  const moved = { stateMachineAliasArn, routingConfiguration };
  await aws.operate('states', 'UpdateStateMachineAlias', moved);
}

test.each([
  ['is stopped', 'sync:2', 'ABORTED'],
  // A token that nobody answers: the task times out and leaves what it has started alone.
  ['runs on', 'waitForTaskToken', 'SUCCEEDED'],
])('the child %s when SettleRelease looks, and the end is true', async (_, resource, status) => {
  const { report, of, leftBehind, world } = await play(
    oneTarget({ bake: '{ for: 40m }' }),
    { baseline: 'old', builds: [build('one')] },
    { prepare: (prepared) => impatient(prepared, resource) },
  );

  const [release] = report.releases;
  const [wave] = of('wave');
  expect(wave?.status).toBe(status);
  // It had deployed, and nothing was proven against it: what runs is told, and nobody has taken it for baked.
  expect(release).toMatchObject({ outcome: 'Stopped', waves: [{ outcome: 'Stopped' }] });
  expect(report.targets).toEqual({ live: 'one' });
  expect(world.truth.runningOn(world.targets[0]!)).toBe('one');
  expect(await leftBehind()).toEqual([]);
});
