// Reads what is to be said of a release now.

import { keys, ranges } from '../../core/keys.ts';
import { storyOf } from '../../core/messages/story.ts';
import { chargesOf, isHarmed, type Story } from '../../core/messages/told.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { isBarring } from '../../core/quarantine.ts';
import { hasEnded, type Release } from '../../core/release.ts';
import type { Wave } from '../../core/wave.ts';
import { orLogged, readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';

export async function readStory(
  ports: Ports,
  release: Release,
  { owner, contact, stages }: PipelineDefinition,
): Promise<Story> {
  const { pipeline, id, revision } = release;
  const [waves, targets, quarantine] = await Promise.all([
    readableItems(ports, ranges.waves(id)),
    readableItems(ports, ranges.targets(pipeline)),
    hasEnded(release) ? ports.table.get(keys.quarantine(pipeline, revision.digest)) : undefined,
  ]);
  const own = new Set(waves.flatMap(({ plan }) => plan.targets.map(({ name }) => name)));
  return storyOf({
    release,
    waves,
    targets: targets.filter(({ name }) => own.has(name)),
    production: stages.at(-1)?.name ?? '',
    isBarred: isBarring(quarantine),
    alarmReasons: await alarmReasons(ports, waves.find(isHarmed)),
    owner,
    contact,
  });
}

/** Threshold and values, as the alarms say them while they fire; what cannot be read is not told. */
async function alarmReasons(
  ports: Ports,
  wave: Wave | undefined,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (wave === undefined) return found;
  for (const { name, target } of chargesOf(wave)
    .filter(({ by }) => by === 'alarm')
    .slice(0, 4)) {
    const place = wave.plan.targets.find((each) => each.name === target);
    if (place === undefined) continue;
    const states = await orLogged(ports, { alarm: name }, () => ports.alarms.states(place, [name]));
    const { state, reason } = states?.get(name) ?? {};
    if (state === 'ALARM' && reason) found.set(name, reason);
  }
  return found;
}
