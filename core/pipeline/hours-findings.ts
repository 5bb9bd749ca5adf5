// Windows that never leave a wave enough room: its gate would never open.

import { exactDuration } from '../duration.ts';
import { isFailure } from '../failure.ts';
import { missingRoomOf } from '../hours/always.ts';
import { plannedHours } from '../hours/planned.ts';
import { planOf } from '../plan.ts';
import type { PlannedWave } from '../planned-wave.ts';
import { pathOfWave } from '../practice/places.ts';
import type { Finding } from '../strict-yaml.ts';
import { waveName } from '../wave-name.ts';
import type { PipelineDefinition } from './schema.ts';

export function hopelessHours(pipeline: PipelineDefinition): Finding[] {
  return wavesWithHours(pipeline).flatMap((wave) => {
    const missing = missingRoomOf(wave);
    if (missing === undefined) return [];
    const [needed, most] = [missing.neededSeconds, missing.mostSeconds].map(exactDuration);
    const ahead = `the deployment, the tests, ${exactDuration(aheadOf(wave))} of the bake, and 5m to be looked at`;
    const text =
      `expected windows that leave wave ${waveName(wave)} ${needed} at a stretch (${ahead}), got at most ${most}: ` +
      'widen them, or shorten lookAhead';
    return [{ path: pathOfWave(pipeline, wave), text }];
  });
}

function aheadOf({ hours = [], bake }: PlannedWave): number {
  const ahead = Math.max(...hours.map(({ lookAheadSeconds }) => lookAheadSeconds));
  return Math.min(ahead, bake?.seconds ?? 0);
}

/** What is wrong with the plan itself is told by whoever plans. */
function wavesWithHours(pipeline: PipelineDefinition): readonly PlannedWave[] {
  const { stages } = pipeline;
  const hasHours = stages.some((stage) =>
    [stage, ...(stage.waves ?? [])].some(
      (wave) => plannedHours(stage, wave, wave.targets ?? []) !== undefined,
    ),
  );
  if (!hasHours) return [];
  try {
    return planOf(pipeline).filter(({ hours }) => hours !== undefined);
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return [];
  }
}
