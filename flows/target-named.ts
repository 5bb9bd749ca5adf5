// Finds a target's definition in the plan of a wave.

import { Failure } from '../core/failure.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Wave } from '../core/wave.ts';

export function targetNamed({ plan }: Pick<Wave, 'plan'>, name: string): TargetDefinition {
  const target = plan.targets.find((each) => each.name === name);
  if (target === undefined) {
    throw new Failure(
      'Missing',
      `expected target ${name} in wave ${plan.stage}/${plan.wave}, got none of that name`,
    );
  }
  return target;
}
