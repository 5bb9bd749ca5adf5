// Images that are pushed to ECR: once released whatever becomes of their events, and never another's bytes.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { whyNoRelease } from '../../flows/why-no-release.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = `
pipeline: ledger
source: { ecr: { repository: ledger, tags: ["v*", main] } }
stages:
  - name: prod
    targets:
      - { name: prod, account: "111122223333", region: us-east-1, ecs: { cluster: c, service: s }, strategy: rolling,
          alarms: [a] }
`;

async function played(scenario: string) {
  const pipelines = [parsePipeline(PIPELINE, 'p')] as const;
  const text = `baseline: previous\n${scenario}`;
  const made = parseScenario(text, 's', pipelines);
  const options = { pipelines, seed: 1, sweeps: 'needed', readFile: () => '' } as const;
  const world = await makeWorld({ ...options, tables: tablesOfFile(), scenario: made });
  await world.play();
  const report = await reportOf(world);
  const { releases, ignoredBuilds } = report;
  return {
    world,
    ends: releases.map(({ outcome, revision }) => `${outcome} ${revision}`),
    ignored: (ignoredBuilds ?? []).map(({ revision, reason }) => `${revision}: ${reason}`),
    startedAt: releases.map(({ startedAt }) => startedAt.slice(11, 16)),
  };
}

const ECR = 'source: aws.ecr';

test('doubled and late events start each image once, the newer one last', async () => {
  const { world, ends } = await played(`
builds: [{ at: 10m, revision: old, tag: main }, { at: 11m, revision: new, tag: main }, { at: 12m, revision: new, tag: v2 }]
events: [{ ${ECR}, how: late, by: 5m, times: 1 }, { ${ECR}, how: doubled, times: 5, from: 630s }]
`);
  await world.close();

  expect(ends.toSorted()).toEqual(['Promoted new', 'Superseded old']);
});

test('the newest of those whose events were lost is found within the hour, and starts by hand are by name', async () => {
  const { world, ends, ignored, startedAt } = await played(`
builds: [{ at: 1m, revision: lost, tag: v1 }, { at: 2m, revision: newest, tag: v2 }, { at: 3m, revision: try, tag: x }]
events: [{ ${ECR}, how: lost, times: 9 }]
`);
  const why = await whyNoRelease(world.onlooker, 'ledger', 'x');
  await world.close();

  expect(ends).toEqual(['Promoted newest']);
  expect(startedAt[0]! > '09:03').toBe(true);
  expect(ignored).toContainEqual(expect.stringMatching(/^lost: its event was lost/));
  expect(why).toMatch(
    /^image x@\w{7} \(arn.*\) is no release: it is tagged x, and releases are of/,
  );
});
