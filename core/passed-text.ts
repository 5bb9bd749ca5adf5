// How the end of a release is told that has passed all of its waves.

import { overrideOf } from './asking.ts';
import { behindText } from './behind.ts';
import { reasonOf } from './plain-reason.ts';
import type { Wave } from './wave.ts';
import { waveName } from './wave-name.ts';
import { behindOf } from './wave-targets.ts';

/** Whoever reads of the end reads who has answered for what was not proven, and where the revision is not. */
export function passedText(waves: readonly Wave[]): string {
  const others = waves.flatMap((wave) => {
    const override = overrideOf(wave);
    return override ? [`${waveName(wave.plan)}, let through by ${override.name}`] : [];
  });
  const left = waves.flatMap(behindOf);
  const behind = left.length === 0 ? '' : `; left behind: ${behindText(left)}`;
  const but = others.length === 0 ? '' : ` but ${reasonOf(others)}`;
  return `every wave passed${but}${behind}`;
}
