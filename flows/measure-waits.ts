// Measures for how long what waits has waited, so that one that nobody wakes is noticed.

import type { CountedWord } from '../core/counted.ts';
import type { Wait } from '../core/wait.ts';
import { hasBaked, hasOpened, type Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';

type Kind = CountedWord<'WaitAge'>;

/** Of each kind that anything waits for, since when the wave of the oldest has been at it. */
export function measureWaits(
  ports: Ports,
  waits: readonly Wait[],
  waveOf: (wait: Wait) => Wave | undefined,
): void {
  const oldest = new Map<Kind, string>();
  for (const wait of waits) {
    const wave = waveOf(wait);
    const since = wave && sinceWhen(wait.kind, wave);
    const before = oldest.get(wait.kind);
    if (since && (before === undefined || since < before)) oldest.set(wait.kind, since);
  }
  for (const [kind, since] of oldest) measureAge(ports, kind, since);
}

/** `since` is ISO 8601. */
export function measureAge(ports: Ports, kind: Kind, since: string): void {
  ports.count('WaitAge', kind, (ports.clock.now().getTime() - Date.parse(since)) / 1000);
}

/** Undefined of a gate, whose stage knows: its wave has not begun. */
function sinceWhen(kind: Kind, wave: Wave): string | undefined {
  if (kind === 'bake') return hasBaked(wave) ? wave.bake.startedAt : undefined;
  return hasOpened(wave) ? wave.openedAt : undefined;
}
