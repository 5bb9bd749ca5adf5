// People's stops that hold a stage, and what they freeze.

import { resumeCommand } from '../core/command/scope-words.ts';
import { isFailure } from '../core/failure.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import {
  freezesIn,
  frozenWithin,
  type Hold,
  heldAt,
  heldUntil,
  holdText,
  type PersonsStop,
  type Scope,
  scopeOf,
  scopesAround,
  scopeText,
  standingAt,
  withoutFreezes,
} from '../core/hold.ts';
import type { Span } from '../core/hours/spans.ts';
import { keys, ranges } from '../core/keys.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { loadDefinition } from './stored-definition.ts';

/**
 * Which stops hold a stage of a pipeline. One that is there and cannot be read holds its own scope: nobody knows that
 * it does not.
 */
async function holdReasons(
  ports: Ports,
  pipeline: string,
  stage: string,
): Promise<readonly FoundReason[]> {
  return (await holdsAhead(ports, { pipeline, stage }, 0)).reasons;
}

/** What keeps a gate shut, and when nothing may start. */
export interface Standing {
  readonly reasons: readonly FoundReason[];
  readonly frozen: readonly Span[];
}

/** The same for a wave that is far enough only after so many seconds: a freeze that begins by then keeps it shut. */
export async function holdsAhead(
  ports: Ports,
  { pipeline, stage }: { readonly pipeline: string; readonly stage: string },
  aheadSeconds: number,
): Promise<Standing> {
  const { items, unreadable } = await ports.table.readable(ranges.holds());
  // As always: one question, and nothing stands there.
  if (!someHeld(ports, items) && unreadable.length === 0) return { reasons: [], frozen: [] };
  const scopes = scopesAround(pipeline, stage, await teamOf(ports, pipeline));
  const all = await sideBySide(scopes, (scope) => standingIn(ports, scope, aheadSeconds));
  return {
    reasons: all.flatMap(({ reasons }) => reasons),
    frozen: all.flatMap(({ frozen }) => frozen),
  };
}

/** The same of several stages, by their names; as always, one question for all of them. */
export async function holdsByStage(
  ports: Ports,
  pipeline: string,
  stages: readonly string[],
): Promise<Readonly<Record<string, readonly FoundReason[]>>> {
  const { items, unreadable } = await ports.table.readable(ranges.holds());
  if (!someHeld(ports, items) && unreadable.length === 0) return {};
  const reasons = await sideBySide(stages, (stage) => holdReasons(ports, pipeline, stage));
  return Object.fromEntries(stages.map((stage, index) => [stage, reasons[index] ?? []]));
}

function someHeld({ clock }: Ports, holds: readonly Hold[]): boolean {
  return holds.some((hold) => standingAt(hold, clock.now()) !== undefined);
}

async function standingIn(ports: Ports, scope: Scope, aheadSeconds: number): Promise<Standing> {
  const subject = scopeText(scope);
  const common = { kind: 'hold', subject, clears: 'whoever may let it go on' } as const;
  const command = resumeCommand(scope);
  try {
    const found = await ports.table.get(keys.hold(subject));
    const now = ports.clock.now();
    const freezes = freezesOf(subject, frozenWithin(found, now, aheadSeconds), now);
    const frozen = (standingAt(freezesIn(found), now)?.stops ?? []).map(spanOf);
    const hold = heldAt(withoutFreezes(found), now);
    if (hold === undefined) return { reasons: freezes, frozen };
    const [{ since }] = hold.stops;
    const until = heldUntil(hold);
    const clears = until === undefined ? common.clears : `${common.clears}; or time`;
    const lasts = until !== undefined && { until };
    const own = { ...common, what: holdText(hold), since, clears, command, ...lasts };
    return { reasons: [own, ...freezes], frozen };
  } catch (thrown) {
    if (!isFailure(thrown, 'Unreadable')) throw thrown;
    const what = `${subject} has a hold that cannot be read: ${thrown.message}`;
    return { reasons: [{ ...common, what }], frozen: [] };
  }
}

/** Each by itself: who ends the waiting for one of them does not for another. */
function freezesOf(subject: string, hold: Hold | undefined, now: Date): FoundReason[] {
  return (hold?.stops ?? []).map((stop) => {
    const { since, until = '', freeze, name } = stop;
    return {
      kind: 'freeze' as const,
      subject: `${subject} ${until}`,
      what: `${holdText({ scope: subject, stops: [stop] })}${begins(stop, now)}`,
      since: freeze?.from ?? since,
      clears: `${freeze?.owner ?? name}; or time`,
      command: `tidegate unfreeze --scope ${subject} --reason "…"`,
      until,
    };
  });
}

function begins({ freeze }: PersonsStop, now: Date): string {
  const isAhead = freeze?.from !== undefined && Date.parse(freeze.from) > now.getTime();
  return isAhead ? '; it begins before a wave that starts now would be far enough' : '';
}

function spanOf({ since, until, freeze }: PersonsStop): Span {
  return {
    from: Date.parse(freeze?.from ?? since),
    until: until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
  };
}

/** The owner that the definition in force names. */
export async function teamOf(ports: Ports, pipeline: string): Promise<string | undefined> {
  const stored = await ports.table.get(keys.definition(pipeline));
  return stored && (await loadDefinition(ports, pipeline, stored)).owner;
}

/** What people have stopped of a pipeline stays stopped under its new name. Doing it again changes nothing. */
export async function carryHolds(ports: Ports, pipeline: string, to: string): Promise<void> {
  for (const hold of await readableItems(ports, ranges.holds())) {
    const scope = scopeOf(hold.scope);
    if (scope === undefined || !('pipeline' in scope) || scope.pipeline !== pipeline) continue;
    const named = scopeText({ ...scope, pipeline: to });
    await ports.table.change(keys.hold(named), (there) =>
      there === undefined ? { item: { ...hold, scope: named } } : undefined,
    );
  }
}
