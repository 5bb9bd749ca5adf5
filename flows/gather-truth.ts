// What a bake's targets really run, as far as it is not just what the ledger says.

import type { Gathered } from '../core/judging/look.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Target } from '../core/target.ts';
import type { TruthReading } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { together } from './gathered.ts';
import type { Said } from './kinds/kind.ts';
import type { Ports } from './ports.ts';
import { type Compared, compareWithTruth } from './read-truth.ts';
import { sideBySide } from './side-by-side.ts';
import { whoMoved } from './who-moved.ts';

/** Nothing is found where all is as the ledger says. */
export async function gatherTruth(
  ports: Ports,
  { release, plan }: Pick<Wave, 'release' | 'plan'>,
  items: ReadonlyMap<string, Target>,
  how: 'quick' | 'whole' = 'whole',
): Promise<Gathered<readonly TruthReading[]>> {
  const installed = plan.targets.flatMap((target) => {
    const { running, intent } = items.get(target.name) ?? {};
    if (running?.release !== release) return [];
    const since = intent?.release === release ? intent.startedAt : running.at;
    return [{ target, installed: running, since }];
  });
  const known = new Set(installed.map(({ target }) => target.name));
  const unknown = plan.targets.filter(({ name }) => !known.has(name));
  return truthOf(ports, installed, unknown, how);
}

/** The same of what is said, and of targets of which nothing is known. */
export async function truthOf(
  ports: Ports,
  said: readonly Said[],
  unknown: readonly TargetDefinition[],
  how: 'quick' | 'whole' = 'whole',
): Promise<Gathered<readonly TruthReading[]>> {
  const all = await compareWithTruth(ports, said, how);
  const found = await sideBySide(all, (each) => readingOf(ports, asMeasured(each), 'patient'));
  const unread = unknown.map(({ name }) => `which release ${name} has got`);
  return together([...found, { found: [], unread }]);
}

/** A bake is of what runs: of what is there and has nothing to run, not even the alarms say anything. */
function asMeasured(each: Compared): Compared {
  const { says, empty } = each;
  if (says.is !== 'same' || empty === undefined) return each;
  return { ...each, says: { is: 'unsettled', text: empty } };
}

export async function readingOf(
  ports: Ports,
  { target, installed, says, since = installed.at }: Compared,
  patience: 'patient' | 'hasty' = 'hasty',
): Promise<Gathered<readonly TruthReading[]>> {
  if (says.is === 'same') return { found: [], unread: [] };
  if (says.is === 'unread') return { found: [], unread: [`what runs on ${target.name}`] };
  const by = says.is === 'unsettled' ? undefined : await whoMoved(ports, target, since, patience);
  return { found: [{ target: target.name, ...says, ...(by && { by }) }], unread: [] };
}

/** The targets of a wave as the table has them, by name. */
export async function itemsOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, plan }: Pick<Wave, 'pipeline' | 'plan'>,
): Promise<ReadonlyMap<string, Target>> {
  const items = await sideBySide(plan.targets, ({ name }) =>
    table.get(keys.target(pipeline, name)),
  );
  return new Map(items.flatMap((item) => (item ? [[item.name, item]] : [])));
}
