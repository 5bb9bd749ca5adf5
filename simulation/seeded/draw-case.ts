// Draws a case: a function of the seed alone.

import { stringify } from 'yaml';
import { isFailure } from '../../core/failure.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import { contradictionsIn } from '../../core/stage-limits.ts';
import { writtenPacesOf } from '../../core/written-paces.ts';
import { EVENT_FILE, NEIGHBOUR_FILE, NEIGHBOUR_NAME } from './draw/draw-builds.ts';
import { CALENDAR, CALENDAR_FILE } from './draw/draw-hours.ts';
import { otherwiseSourced } from './draw/draw-other-source.ts';
import { drawPipeline, TEMPLATE, TEMPLATE_FILE } from './draw/draw-pipeline.ts';
import { drawScenario, POLICY_FILE } from './draw/draw-scenario.ts';
import { type Draws, drawsFrom } from './draw/draws.ts';
import { pipelineOf, type SeededCase, worldOf } from './seeded-case.ts';

export function drawCase(seed: number): SeededCase {
  const draws = drawsFrom(seed);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const drawn = drawOnce(seed, draws.of(`attempt ${attempt}`));
    if (drawn) return drawn;
  }
  throw new Error(`Expected a case within ${ATTEMPTS} attempts, got none with seed ${seed}.`);
}

const ATTEMPTS = 100;

/** Undefined where what was drawn cannot go together, as two regions that must not change in one wave. */
function drawOnce(seed: number, draws: Draws): SeededCase | undefined {
  const pipeline = otherwiseSourced(draws.of('other source'), drawPipeline(draws.of('pipeline')));
  try {
    const definition = pipelineOf({ pipeline, files: FILES });
    const paces = writtenPacesOf(definition.stages.flatMap(targetsOf));
    // It would be refused as it is applied, and nothing would be played.
    if (contradictionsIn(definition.stages, paces).length > 0) return undefined;
    const scenario = drawScenario(draws.of('scenario'), definition);
    const drawn = { seed, pipeline, scenario, files: FILES };
    worldOf(drawn);
    return drawn;
  } catch (thrown) {
    if (isFailure(thrown, 'Refused')) return undefined;
    throw thrown;
  }
}

/** A build that nobody in the scenario started: the event tells of it. */
const EVENT = {
  version: '0',
  id: '2f6c1b58-fac0-0405-27bb-9f494182f163',
  'detail-type': 'CodeBuild Build State Change',
  source: 'aws.codebuild',
  account: '111122223333',
  region: 'us-east-1',
  time: '2026-11-23T09:00:00Z',
  resources: [],
  detail: {
    'build-status': 'SUCCEEDED',
    'project-name': 'shop-build',
    'build-id':
      'arn:aws:codebuild:us-east-1:111122223333:build/shop-build:2f6c1b58-7d1a-4c7f-9c0e-5b8d0a4b61ce',
    'additional-information': {
      'build-number': 900,
      'build-start-time': 'Nov 23, 2026 8:55:00 AM',
      initiator: 'somebody',
      'source-version': '9f2c1d7be0a4c3f58d6671aa0be4c9d2e5f70813',
    },
  },
};

/** A short freeze, a while after most worlds begin. */
const FREEZE = {
  scope: 'stage:*/prod',
  owner: 'team-release',
  reason: 'a fair',
  from: '2026-11-23T09:08:00Z',
  expires: '2026-11-23T09:20:00Z',
};

const ADA = {
  git: ['ada@example.com'],
  principals: ['arn:aws:sts::111122223333:assumed-role/*/ada'],
};

const POLICY = {
  policy: 'acme',
  waivers: { longestDays: 30 },
  freezes: [FREEZE],
  people: { ada: ADA },
  roles: { 'release-manager': ['ada'] },
};

/** Another team's, in the same accounts. */
const NEIGHBOUR = {
  pipeline: NEIGHBOUR_NAME,
  source: { project: 'depot-build' },
  gateTimeout: '2h',
  stages: [
    {
      name: 'prod',
      targets: [
        {
          name: 'depot-prod',
          account: '333344445555',
          region: 'eu-west-1',
          ec2: { application: 'depot', deploymentGroup: 'prod' },
          alarms: ['depot-errors'],
        },
      ],
      bake: { for: '3m', judge: { mode: 'off' } },
    },
  ],
};

const FILES = {
  [NEIGHBOUR_FILE]: stringify(NEIGHBOUR),
  [TEMPLATE_FILE]: stringify(TEMPLATE),
  [POLICY_FILE]: stringify(POLICY),
  [EVENT_FILE]: JSON.stringify(EVENT),
  [CALENDAR_FILE]: CALENDAR,
};
