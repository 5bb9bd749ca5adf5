// Three releases of a small pipeline whose targets are of one kind, and what is told of their deployments.

import type { PipelineInput } from '../../../core/pipeline/schema.ts';
import { type PlayedCase, playCase } from '../../../simulation/seeded/play-case.ts';
import { markedDeployments } from '../../../simulation/seeded/record/marks.ts';
import type { RunRecord } from '../../../simulation/seeded/record/run-record.ts';
import type { ScenarioInput } from '../../../simulation/world/scenario.ts';

type Target = NonNullable<PipelineInput['stages'][number]['targets']>[number];

/** All that its kind does not say of a target. */
export const placed = (name: string) => ({
  name,
  account: '222233334444',
  region: 'eu-west-1',
  alarms: [`${name}-errors`],
});

export const bake = { for: '3m', judge: { mode: 'off' as const } };

/** Of r1, r2 and r3, an hour apart, to `beta` and then to `prod`. */
export function playThree(beta: Target, prod: Target, more: ScenarioInput): Promise<PlayedCase> {
  return playCase({
    seed: 1,
    pipeline: {
      pipeline: 'shop',
      source: { project: 'shop-build' },
      gateTimeout: '1h',
      stages: [
        { name: 'beta', targets: [beta], bake },
        { name: 'prod', targets: [prod], bake },
      ],
    },
    scenario: {
      baseline: 'r0',
      builds: [
        { at: '0s', revision: 'r1' },
        { at: '1h', revision: 'r2' },
        { at: '2h', revision: 'r3' },
      ],
      ...more,
    },
    files: {},
  });
}

/** `deploy b r1 Succeeded in 1m`, one after the other. */
export function toldOf(record: RunRecord): string[] {
  return markedDeployments(record).map(
    ({ doing, target, revision, status, createdAt, completedAt = 0 }) =>
      `${doing} ${target} ${revision} ${status} in ${Math.round((completedAt - createdAt) / 60_000)}m`,
  );
}
