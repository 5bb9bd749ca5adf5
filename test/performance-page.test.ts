// docs/performance.md: what it says that a deployment costs is what it costs, played and walked.

import { readFileSync } from 'node:fs';
import { countsOf } from '../core/cost.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { planOf } from '../core/plan.ts';
import { PEERS, walk } from './bench/peers.ts';
import { fromAlarm, oneTarget, played, threeWaves } from './bench/releases.ts';

const page = readFileSync('docs/performance.md', 'utf8').replaceAll(/\s+/g, ' ');

test.each(PEERS.map((peer) => [peer.name, peer] as const))('%s', async (name, peer) => {
  const { transitions, invocations } = await walk(peer);

  expect(page).toContain(`| ${name} | ${transitions} | ${invocations} | |`);
});

test.each(['60m', '12h'])('a release that is watched for %s', async (bake) => {
  const { transitions, invocations, metrics } = await played(oneTarget(bake), 1);

  expect(page).toContain(
    `| Tidegate, watched for ${bake} | ${transitions} | ${invocations} | ${metrics} |`,
  );
});

test('the way back from an alarm', async () => {
  const { transitions, functions, seconds } = await fromAlarm();

  expect(page).toContain(`${transitions} transitions, ${functions} functions, and less`);
  expect(seconds).toBeLessThan(1);
});

test('270 targets in three waves, as they are planned', () => {
  const { transitions } = countsOf(planOf(parsePipeline(threeWaves(90), 'waves.yml')), 0);

  expect(page).toContain(`270 targets in three waves take ${transitions} transitions`);
});
