// What the alarms of targets watch, as CloudWatch says it where the targets are.

import type { AlarmFacts, WatchedBy } from '../aws/alarm-facts.ts';
import { type Failure, isFailure } from '../core/failure.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { alarmsInRule, aspectsOf } from '../core/practice/coverage.ts';
import { type AlarmFact, factKey } from '../core/practice/subject.ts';
import type { AlarmName } from '../core/wait.ts';
import { alarmId, alarmNamesOf, byPlace } from './alarm-states.ts';

export interface FoundFacts {
  /** Under `factKey`; none of a place that could not be read. */
  readonly facts: ReadonlyMap<string, AlarmFact>;
  readonly unread: readonly UnreadPlace[];
}

/** An account and region that did not answer, with what was said instead. */
export interface UnreadPlace {
  /** `222233334444 eu-west-1` */
  readonly place: string;
  readonly failure: Failure;
}

/**
 * What is known of each alarm of each target, under `factKey`; composites tell of what their children watch.
 *
 * A place that cannot be read keeps no other from being read: it is told, and nothing is said of its alarms.
 */
export async function readAlarmFacts(
  adapter: AlarmFacts,
  targets: readonly TargetDefinition[],
): Promise<FoundFacts> {
  const watched = new Map<string, WatchedBy>();
  const unread: UnreadPlace[] = [];
  for (const [place, inPlace] of byPlace(alarmNamesOf(targets))) {
    try {
      await readPlace(adapter, inPlace, watched);
    } catch (thrown) {
      if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
      unread.push({ place, failure: thrown });
    }
  }
  const untold = new Set(unread.map(({ place }) => place));
  const facts = targets.flatMap((target) =>
    target.alarms.flatMap((named) => {
      const alarm = alarmAt(target, named);
      if (untold.has(`${alarm.account} ${alarm.region}`)) return [];
      return [[factKey(target.name, named), factOf(alarm, watched)] as const];
    }),
  );
  return { facts: new Map(facts), unread };
}

/** A composite of composites of alarms is as deep as people go. */
const DEPTH = 3;

/** Reads the alarms of one place, and what the composites among them are made of. */
async function readPlace(
  adapter: AlarmFacts,
  alarms: readonly AlarmName[],
  watched: Map<string, WatchedBy>,
): Promise<void> {
  const [first] = alarms;
  if (first === undefined) return;
  const { account, region } = first;
  const idOf = (name: string) => alarmId({ account, region, name });
  let names = [...new Set(alarms.map(({ name }) => name))];
  for (let depth = 0; depth < DEPTH && names.length > 0; depth += 1) {
    const found = await adapter.describe({ account, region }, names);
    for (const [name, facts] of found) watched.set(idOf(name), facts);
    const inside = [...found.values()].flatMap(({ rule }) => (rule ? alarmsInRule(rule) : []));
    names = [...new Set(inside)].filter((name) => !watched.has(idOf(name)));
  }
}

function factOf(
  { account, region, name }: AlarmName,
  watched: ReadonlyMap<string, WatchedBy>,
): AlarmFact {
  const facts = watched.get(alarmId({ account, region, name }));
  const metricsOf = (alarm: string, depth: number): string[] => {
    const { metrics = [], rule } = watched.get(alarmId({ account, region, name: alarm })) ?? {};
    if (rule === undefined || depth === 0) return [...metrics];
    return alarmsInRule(rule).flatMap((child) => metricsOf(child, depth - 1));
  };
  const covers = [...new Set(metricsOf(name, DEPTH).flatMap(aspectsOf))];
  return { state: facts?.state ?? 'MISSING', covers };
}
