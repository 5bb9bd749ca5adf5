// What keeps a gate shut whoever holds its stage: hours. While one of these stands, a release waits in front of the
// stage, so that a newer one can take its place.

import type { Release } from '../core/release.ts';
import type { WaveOf } from '../core/wave.ts';
import { type HoursSeen, hoursReasons } from './hours-reasons.ts';
import type { Ports } from './ports.ts';

export async function outerReasons(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
): Promise<HoursSeen> {
  return hoursReasons(ports, release, wave);
}
