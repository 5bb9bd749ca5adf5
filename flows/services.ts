// The services of an organisation as the table tells of them: what each says, and what its last promoted release did.

import { ranges } from '../core/keys.ts';
import type { Service } from '../core/practice/scorecard.ts';
import { type EndedRelease, hasEnded, type Release } from '../core/release.ts';
import { readNamed } from './definitions.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

export async function readServices(ports: Ports): Promise<Service[]> {
  const names = await readableItems(ports, ranges.pipelineNames());
  const services = await sideBySide(names, (name) =>
    orLogged(ports, name, () => readService(ports, name.pipeline)),
  );
  return services.filter((service) => service !== undefined);
}

/** Undefined of one that is leaving. */
async function readService(ports: Ports, name: string): Promise<Service | undefined> {
  const definition = await readNamed(ports, name);
  if (definition === undefined) return undefined;
  const { pipeline } = definition;
  const releases = await readableItems(ports, ranges.releases(name));
  const release = lastPromoted(releases);
  if (release === undefined) return { pipeline };
  const waves = await ports.table.list(ranges.waves(release.id));
  return { pipeline, promoted: { pipeline, release, waves } };
}

function lastPromoted(releases: readonly Release[]): EndedRelease | undefined {
  return releases
    .filter(hasEnded)
    .filter(({ end }) => end.outcome === 'Promoted')
    .sort((a, b) => (a.end.at < b.end.at ? 1 : -1))[0];
}
