// What production still runs of a quarantined revision as its release ends: the end says so, and what to do.

import { resultOf } from '../core/intent.ts';
import { ranges } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { productionStagesOf } from '../core/practice/production.ts';
import { isBarring } from '../core/quarantine.ts';
import type { Release } from '../core/release.ts';
import { wordOf } from '../core/revision.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import type { Target } from '../core/target.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { quarantinesOf } from './quarantines.ts';
import { compareWithTruth } from './read-truth.ts';
import type { Sealed } from './seal.ts';
import { waysOf } from './ways-of.ts';

/** The settlement, with that said in its reason. */
export async function withLeftRunning(
  ports: Ports,
  release: Release,
  { waves, targets }: Sealed,
  settlement: Settlement,
): Promise<Settlement> {
  const { outcome, reason } = settlement;
  const { pipeline, revision } = release;
  if (outcome !== 'RolledBack' && outcome !== 'Stopped') return settlement;
  const bars = await quarantinesOf(ports, pipeline, revision);
  if (settlement.harm === undefined && !bars.some(isBarring)) return settlement;
  const plan = waves.map((wave) => wave.plan);
  const production = productionStagesOf(plan);
  const served = new Set(
    plan
      .filter(({ stage }) => production.has(stage))
      .flatMap((wave) => wave.targets.map(({ name }) => name)),
  );
  const touched = new Map(targets.map((each) => [each.name, each]));
  const known = await readableItems(ports, ranges.targets(pipeline));
  const runsIt = ({ name, running }: Target) =>
    served.has(name) && running?.revision.digest === revision.digest;
  const earlier = known.filter((each) => !touched.has(each.name) && runsIt(each));
  const said = [...targets.filter(runsIt), ...earlier];
  const theirs = await takenFrom(ports, waves, said, new Set(earlier));
  const left = said.filter(({ name }) => !theirs.has(name));
  if (left.length === 0) return settlement;
  const names = reasonOf(left.map(({ name }) => name));
  const command = `tidegate rollback ${pipeline} --release ${wordOf(revision.build)} --reason "…"`;
  // What the command would refuse is not offered.
  const wanted = { takes: [revision.digest], to: undefined, stopped: [] };
  const { ways } = await waysOf(ports, pipeline, left, wanted);
  const what =
    ways.length > 0
      ? `to take it back: ${command}`
      : 'nothing else that has baked there may be returned to: release what is right';
  const text = `${names} still ${left.length === 1 ? 'runs' : 'run'} it, though it is quarantined; ${what}`;
  return { ...settlement, reason: [reason, text].filter(Boolean).join('; ') };
}

/**
 * Of what somebody else has taken, the ledger knows what it ran before: what it runs now is asked. So it is where this
 * release never came, and an earlier one of the same bytes did.
 */
async function takenFrom(
  ports: Ports,
  waves: Sealed['waves'],
  said: readonly Target[],
  earlier: ReadonlySet<Target>,
): Promise<ReadonlySet<string>> {
  const definitions = waves.flatMap(({ plan }) => plan.targets);
  const moved = said.flatMap((each) => {
    const { name, intent, running: installed } = each;
    const target = definitions.find((it) => it.name === name);
    const isAsked = resultOf(intent) === 'Moved' || earlier.has(each);
    return isAsked && installed && target ? [{ target, installed }] : [];
  });
  const all = await compareWithTruth(ports, moved, 'quick');
  return new Set(all.flatMap((each) => (each.isWhollyOther ? [each.target.name] : [])));
}
