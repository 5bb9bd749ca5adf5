// Where a person wants something rolled back, as they name it.

import { Failure } from './failure.ts';
import { few } from './few.ts';
import { nearest } from './nearest.ts';
import type { PlannedWave } from './planned-wave.ts';
import type { Area } from './way-back.ts';

export interface NamedPlace {
  readonly scope?: Area['scope'] | undefined;
  readonly stage?: string | undefined;
  readonly target?: string | undefined;
}

/** Throws `Refused` where there is no such place, or its scope says something else. */
export function refuseUnknownPlace(
  plan: readonly PlannedWave[],
  { stage, target, scope }: NamedPlace,
) {
  const stages = [...new Set(plan.map((wave) => wave.stage))];
  const meant = plan.filter((wave) => stage === undefined || wave.stage === stage);
  const targets = meant.flatMap((wave) => wave.targets.map(({ name }) => name));
  if (stage !== undefined && !stages.includes(stage)) throw unknownPlace('stage', stage, stages);
  if (target !== undefined && !targets.includes(target))
    throw unknownPlace('target', target, targets, stage && `stage ${stage}`);
  if (scope === 'target' && target === undefined)
    throw new Failure(
      'Refused',
      `expected --target NAME with --scope target, got none; there are ${few(targets)}`,
    );
  if (scope === 'release' && (stage ?? target) !== undefined)
    throw new Failure(
      'Refused',
      `expected --scope release without --stage or --target, got ${stage ?? target}: the whole pipeline is meant by it`,
    );
}

function unknownPlace(
  what: string,
  name: string,
  known: readonly string[],
  of = 'the pipeline',
): Failure {
  const meant = nearest(name, known);
  const hint = meant ? `; did you mean ${meant}?` : `; there are ${few(known)}`;
  return new Failure('Refused', `expected a ${what} of ${of}, got ${name}${hint}`);
}
