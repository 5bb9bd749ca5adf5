// Reads what the page of measures shows. Of few services their ledgers are read; of many, what was kept of them.

import {
  factsBetween,
  type MeasuredBy,
  type MeasuresView,
  measuresView,
} from '../core/board/measures-view.ts';
import { ranges } from '../core/keys.ts';
import type { DeploymentFacts } from '../core/measures/deployment-facts.ts';
import { factsKept, keptFactsRange } from '../core/measures/kept-facts.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { readMeasured } from './read-measured.ts';
import { sideBySide } from './side-by-side.ts';

export interface MeasuresAsked {
  readonly by: MeasuredBy;
  readonly days: number;
}

/** A ledger of ninety days has thousands of lines, and a page is waited for: of more services what is kept is read. */
const MOST_LEDGERS = 60;

const DAY_MILLIS = 86_400_000;

/** What was found of one service. */
interface Found {
  readonly pipeline: string;
  readonly owner: string | undefined;
  readonly facts: readonly DeploymentFacts[];
  /** When it was made, where it is not of now. */
  readonly keptAt?: string;
}

/** At a time in milliseconds. What cannot be read is not measured. */
export async function readMeasures(
  ports: Ports,
  { by, days }: MeasuresAsked,
  now: number,
  most = MOST_LEDGERS,
): Promise<MeasuresView> {
  const names = (await readableItems(ports, ranges.pipelineNames())).map((it) => it.pipeline);
  const since = new Date(now - days * DAY_MILLIS).toISOString();
  const kept = names.length > most ? await keptOf(ports, names, since) : [];
  const known = new Set(kept.map(({ pipeline }) => pipeline));
  // Those that nobody has kept yet.
  const others = names.filter((name) => !known.has(name)).toSorted();
  const read = await sideBySide(others.slice(0, most), (name) =>
    orLogged(ports, { pipeline: name }, () => measuredNow(ports, name, since, now)),
  );
  const found = [...kept, ...read.filter((service) => service !== undefined)];
  const keptAt = kept.map((each) => each.keptAt).filter((at) => at !== undefined);
  return measuresView(
    { services: found, facts: found.flatMap(({ facts }) => facts) },
    { by, days, services: names.length, keptAt: keptAt.toSorted()[0] },
    now,
  );
}

async function keptOf(ports: Ports, names: readonly string[], since: string): Promise<Found[]> {
  const wanted = new Set(names);
  const kept = await readableItems(ports, keptFactsRange());
  return kept.flatMap((each): Found[] => {
    const { pipeline, owner, at } = each;
    const facts = wanted.has(pipeline) ? factsKept(each, since) : undefined;
    return facts === undefined ? [] : [{ pipeline, owner, facts, keptAt: at }];
  });
}

async function measuredNow(
  ports: Ports,
  pipeline: string,
  since: string,
  now: number,
): Promise<Found> {
  const measured = await readMeasured(ports, pipeline, since);
  const facts = factsBetween([measured], Date.parse(since), now);
  return { pipeline, owner: measured.owner, facts };
}
