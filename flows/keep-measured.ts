// Keeps what services are measured by, of each whose ledger has gone on: a few times a day.

import { keys, ranges } from '../core/keys.ts';
import { deploymentFacts } from '../core/measures/deployment-facts.ts';
import { keptFacts, keptFactsKey, keptFactsRange } from '../core/measures/kept-facts.ts';
import { inTime } from './in-time.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { readMeasured } from './read-measured.ts';

/** As far as a page looks back. */
const KEPT_MILLIS = 366 * 86_400_000;
/** For how long targets run what did not make it goes on without a line in the ledger. */
const STALE_MILLIS = 86_400_000;

/** One that cannot be read keeps no other from being kept; what was thrown first is thrown at the end. */
export async function keepMeasured(ports: Ports): Promise<void> {
  const names = (await readableItems(ports, ranges.pipelineNames())).map((it) => it.pipeline);
  const kept = await readableItems(ports, keptFactsRange());
  const turns = names.map((pipeline) => ({
    key: pipeline,
    look: () => keepOne(ports, pipeline, kept.find((each) => each.pipeline === pipeline)?.at),
  }));
  const { thrown } = await inTime(ports, { name: 'measures', turns, sparesSeconds: 20 });
  const gone = kept.filter(({ pipeline }) => !names.includes(pipeline));
  for (const { pipeline, at } of gone) await ports.table.remove(keptFactsKey(pipeline), { at });
  if (thrown.length > 0) throw thrown[0];
}

async function keepOne(ports: Ports, pipeline: string, last: string | undefined): Promise<void> {
  const now = ports.clock.now().getTime();
  if (last !== undefined && now - Date.parse(last) < STALE_MILLIS) {
    const [newest] = await ports.table.latest(ranges.ledger(pipeline), 1);
    if (newest === undefined || newest.at < last) return;
  }
  const at = new Date(now).toISOString();
  const from = new Date(now - KEPT_MILLIS).toISOString();
  // It has left meanwhile.
  if ((await ports.table.get(keys.definition(pipeline))) === undefined) return;
  const service = await readMeasured(ports, pipeline, from);
  const facts = deploymentFacts(service, at).filter(({ endedAt }) => endedAt >= from);
  await ports.table.put(keptFactsKey(pipeline), keptFacts(service, facts, { from, at }));
}
