// Reads what a service is measured by.

import { ranges } from '../core/keys.ts';
import type { Measured } from '../core/measures/deployment-facts.ts';
import { readDefinition } from './definitions.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { ledgerSince } from './read-ledger.ts';

/** A release takes weeks at most: what one has done that ended since is younger than this before it. */
const LONGEST_MILLIS = 30 * 86_400_000;

export async function readMeasured(ports: Ports, name: string, since: string): Promise<Measured> {
  const from = new Date(Date.parse(since) - LONGEST_MILLIS).toISOString();
  const [{ pipeline }, releases, corrections, entries] = await Promise.all([
    readDefinition(ports, name),
    readableItems(ports, ranges.releases(name)),
    readableItems(ports, ranges.corrections(name)),
    ledgerSince(ports, name, from),
  ]);
  return {
    pipeline: name,
    owner: pipeline.owner,
    production: pipeline.stages.at(-1)?.name ?? '',
    releases,
    corrections,
    entries,
  };
}
