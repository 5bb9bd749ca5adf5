// Worlds whose pipeline releases several artifacts as one.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

export const OBJECTS =
  'bundle: { api: { s3: { bucket: acme-releases, key: shop/api.zip } }, web: { s3: { bucket: acme-releases, key: shop/web.zip } } }';

const target = (part: string, runs: string) =>
  `{ name: ${part}, part: ${part}, account: "111122223333", region: us-east-1, alarms: [${part}-errors], ${runs} }`;
export const lambda = (name: string) =>
  `strategy: all-at-once, lambda: { function: ${name}, alias: live }`;

export const pipelineOf = (source: string, web = lambda('web')) => `
pipeline: shop
source: { ${source} }
stages:
  - name: prod
    bake: { for: 10m }
    rollback: release
    waves:
      - { name: api, targets: [${target('api', lambda('api'))}] }
      - { name: web, targets: [${target('web', web)}] }
`;

interface Setting {
  readonly scenario: string;
  readonly source?: string;
  readonly web?: string;
  readonly prepare?: (world: World) => void;
}

export async function played({ scenario, source = OBJECTS, web, prepare = () => {} }: Setting) {
  const pipelines = [parsePipeline(pipelineOf(source, web), 'p')] as const;
  const made = parseScenario(scenario, 's', pipelines);
  const options = { pipelines, seed: 1, sweeps: 'needed', readFile: () => '' } as const;
  const world = await makeWorld({ ...options, tables: tablesOfFile(), scenario: made });
  prepare(world);
  await world.play();
  const { releases, ignoredBuilds = [], targets, ledger } = await reportOf(world);
  await world.close();
  const textsOf = (event: string) =>
    ledger.filter((it) => it.event === event).map(({ text }) => text);
  return {
    at: releases.map(({ startedAt }) =>
      new Date(Date.parse(startedAt) - world.startAt.getTime()).toISOString().slice(11, 16),
    ),
    ends: releases.map(({ outcome, revision }) => `${outcome} ${revision}`),
    ignored: ignoredBuilds.map(({ reason }) => reason),
    starts: textsOf('ReleaseStarted'),
    quarantined: textsOf('RevisionQuarantined'),
    targets,
  };
}
