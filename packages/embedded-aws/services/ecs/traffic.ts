// Which tasks of a service had which part of its traffic, kept for whoever asks later.

import type { Service, Traffic } from './service.ts';
import type { EcsStore } from './store.ts';

export function noteTraffic(
  { clock }: Pick<EcsStore, 'clock'>,
  { traffic }: Service,
  parts: Traffic['parts'],
): void {
  const serving = parts
    .filter(({ share }) => share > 0)
    .map(({ definition, group, share }) => ({ definition, group, share }));
  traffic.push({ at: clock.millis(), parts: serving });
}
