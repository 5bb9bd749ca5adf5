// A wave that has ended.

import { decisionOf, type Wave, type WaveEnd, type WaveOf } from './wave.ts';

/** The wave with its end; what was decided before stands where the end says nothing of it. */
export function endedWave(
  wave: Wave,
  { outcome, ...said }: Pick<WaveEnd, 'outcome' | 'verdict' | 'reason'>,
  at: string,
): WaveOf<'ended'> {
  const { bakedAt, ...before } = decisionOf(wave);
  const told = { ...verdictAndReason(before), ...said };
  const end: WaveEnd =
    outcome === 'Passed'
      ? { outcome, bakedAt: bakedAt ?? at, ...told }
      : { outcome, ...(bakedAt !== undefined && { bakedAt }), ...told };
  if (wave.status === 'ended') return { ...wave, end };
  if (wave.status === 'waiting') {
    const { blockedSince: _, blockedBy: __, shut: ___, ...rest } = wave;
    return { ...rest, status: 'ended', reached: 'gate', end };
  }
  if (wave.status === 'open') return { ...wave, status: 'ended', reached: 'targets', end };
  if (wave.status === 'baking') return { ...wave, status: 'ended', reached: 'bake', end };
  const { judged: _, ...rest } = wave;
  return { ...rest, status: 'ended', reached: 'bake', end };
}

function verdictAndReason({ verdict, reason }: Pick<WaveEnd, 'verdict' | 'reason'>) {
  return { ...(verdict && { verdict }), ...(reason !== undefined && { reason }) };
}
