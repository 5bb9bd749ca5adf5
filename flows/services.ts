// The services of an organisation as the table tells of them: what each says, and what its last promoted release did.

import { keys, wavesPartition } from '../core/keys.ts';
import type { Service } from '../core/practice/scorecard.ts';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import { readDefinition } from './definitions.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

export async function readServices(ports: Ports): Promise<Service[]> {
  const names = await ports.table.list<{ readonly pipeline: string }>('pipelines');
  return sideBySide(names, ({ pipeline }) => readService(ports, pipeline));
}

async function readService(ports: Ports, name: string): Promise<Service> {
  const { pipeline } = await readDefinition(ports, name);
  const { pk } = keys.release(name, '');
  const releases = await ports.table.list<Release>(pk, 'release#');
  const release = lastPromoted(releases);
  if (release === undefined) return { pipeline };
  const waves = await ports.table.list<Wave>(wavesPartition(release.id));
  return { pipeline, promoted: { pipeline, release, waves } };
}

function lastPromoted(releases: readonly Release[]): Release | undefined {
  return releases
    .filter(({ end }) => end?.outcome === 'Promoted')
    .sort((a, b) => (a.end!.at < b.end!.at ? 1 : -1))[0];
}
