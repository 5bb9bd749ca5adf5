// `minHealthy`, where it can say something: of a stage or a wave of more than one target.

import type { StageInput, WaveInput } from '../../../core/pipeline/schema.ts';
import { isInSlices } from './draw-slices.ts';
import type { Draws } from './draws.ts';

/** Half of two targets, or one of them, may fail. */
export function withMinHealthy(draws: Draws, stage: StageInput): StageInput {
  const waves = stage.waves?.map((wave, index) => ofWave(draws.of(`wave ${index}`), wave));
  const sizes = [stage.targets ?? [], ...(waves ?? []).map(({ targets }) => targets)];
  const isFit = sizes.some(({ length }) => length > 1);
  const isLarge = isInSlices(stage);
  return {
    ...stage,
    ...(waves && { waves }),
    ...(isFit && draws.chance(isLarge ? 0.7 : 0.25) && { minHealthy: said(draws) }),
  };
}

function ofWave(draws: Draws, wave: WaveInput): WaveInput {
  if (wave.targets.length < 2 || !draws.chance(0.2)) return wave;
  return { ...wave, minHealthy: said(draws) };
}

function said(draws: Draws): string | number {
  return draws.pick(['50%', 1]);
}
