// A strategy of AppConfig that is a team's own: how long it takes is part of the time that a deployment may take.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { contradictionsIn } from '../../core/stage-limits.ts';
import { readKnownPaces } from '../../flows/paces.ts';
import type { World } from '../../simulation/world/world.ts';
import { atOnce } from './configurations.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const place = { account: '111122223333', region: 'us-east-1' };
const slow = {
  Name: 'slow',
  DeploymentDurationInMinutes: 60,
  FinalBakeTimeInMinutes: 30,
  GrowthFactor: 20,
  ReplicateTo: 'NONE',
};
const made = async ({ aws }: World) => {
  await aws.operate('appconfig', 'CreateDeploymentStrategy', slow, place);
};
const ofSlow = atOnce.replace('flags.json', 'flags.json, deploymentStrategy: slow');

test('the gate derives the time of a deployment from it', async () => {
  const day = { baseline: 'old', builds: [build('new')] };

  const played = await play(oneTarget({ of: ofSlow }), day, { prepare: made });

  expect(played.outcomes()).toEqual(['Promoted']);
  const lines = played.report.ledger.filter(({ event }) => event === 'DeploymentStarted');
  expect(lines).toHaveLength(1);
});

test('it is held against what its stage writes as the pipeline is applied', async () => {
  const { world } = await play(oneTarget({ of: atOnce }), { baseline: 'old' });
  const written = oneTarget({ of: ofSlow, more: 'deployTimeout: 1h30m' });
  const { stages } = parsePipeline(written, 'it.yml');
  await made(world);

  const { paces, unread } = await readKnownPaces(world.onlooker, { stages });

  expect([...unread]).toEqual([]);
  expect(contradictionsIn(stages, paces)).toMatchObject([{ path: ['stages', 0, 'deployTimeout'] }]);
});
