// What runs where in examples/checkout, as the report of a scenario is told, and what of it a scenario needs.

import { readPipeline } from '../../../cli/pipeline-file.ts';
import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import type { StageDefinition } from '../../../core/pipeline/stage-schema.ts';

export const WHOLE = 'examples/checkout/tidegate.yml';

/** A target of each of its stages and two waves: what more there are costs time, and shows the same. */
export const PLACES = ['beta', 'gamma', 'one-box', 'eu-west-1'];

export const everywhere = (revision: string) => [`${revision} beta…eu-west-1`];
export const upTo = (revision: string, last: string, next: string) => [
  `${revision} beta${last === 'beta' ? '' : `…${last}`}`,
  `previous ${next}${next === 'eu-west-1' ? '' : '…eu-west-1'}`,
];

/** Its checks, and what it has of these targets. */
export function checkoutWith(names: readonly string[]): PipelineDefinition {
  const { stages, ...rest } = readPipeline(WHOLE);
  const isLeft = ({ name }: { readonly name: string }) => names.includes(name);
  const left = stages.map((stage) => ({
    ...stage,
    ...(stage.targets && { targets: stage.targets.filter(isLeft) }),
    ...(stage.waves && {
      waves: stage.waves
        .map((wave) => ({ ...wave, targets: wave.targets.filter(isLeft) }))
        .filter(({ targets }) => targets.length > 0),
    }),
  }));
  const hasTargets = (stage: StageDefinition) => targetsOf(stage).length > 0;
  return { ...rest, stages: left.filter((stage) => stage.name === 'verify' || hasTargets(stage)) };
}
