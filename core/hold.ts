// Holds: people's stops. No wave starts in a held scope; what takes something back is not held.

import * as z from 'zod';
import { noun } from './noun.ts';

export const stopSchema = z
  .strictObject({
    /** The ARN of whoever stopped it, and what a person would call them. */
    by: z.string(),
    name: z.string(),
    since: z.string(),
    reason: z.string(),
    /** From when on it holds nothing, without anybody’s doing; for ever where it does not tell. */
    until: z.string().exactOptional(),
    /** A freeze: what was agreed on before, with an end, and who answers for it. */
    freeze: z
      .strictObject({ owner: z.string(), from: z.string().exactOptional() })
      .readonly()
      .exactOptional(),
  })
  .readonly();

export type PersonsStop = z.output<typeof stopSchema>;

const holdSchema = z
  .strictObject({
    scope: z.string(),
    /** Each person's own: one of them goes on only when all of them may. Empty once all were resumed. */
    stops: z.array(stopSchema).readonly(),
    /** The last that were resumed: whoever repeats one of them has had their stop. */
    over: z.array(stopSchema).readonly().exactOptional(),
  })
  .readonly();

export type Hold = z.output<typeof holdSchema>;

export type Held = Hold & { readonly stops: readonly [PersonsStop, ...PersonsStop[]] };

export const holdNoun = noun('hold', holdSchema);

/** What is stopped: all there is, a team's, a pipeline, one of its stages. */
export type Scope =
  | { readonly kind: 'organisation' }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'pipeline'; readonly pipeline: string }
  | { readonly kind: 'stage'; readonly pipeline: string; readonly stage: string };

/**
 * As people and programs write it; undefined for anything else.
 *
 *     organisation  ·  team:payments  ·  pipeline:checkout  ·  stage:checkout/prod
 */
export function scopeOf(text: string): Scope | undefined {
  if (text === 'organisation') return { kind: 'organisation' };
  const [, kind, name = ''] = /^(team|pipeline):([^/#]+)$/.exec(text) ?? [];
  if (kind === 'team') return { kind, team: name };
  if (kind === 'pipeline') return { kind, pipeline: name };
  const [, pipeline, stage] = /^stage:([^/#]+)\/([^/#]+)$/.exec(text) ?? [];
  return pipeline && stage ? { kind: 'stage', pipeline, stage } : undefined;
}

export function scopeText(scope: Scope): string {
  switch (scope.kind) {
    case 'organisation':
      return scope.kind;
    case 'team':
      return `team:${scope.team}`;
    case 'pipeline':
      return `pipeline:${scope.pipeline}`;
    case 'stage':
      return `stage:${scope.pipeline}/${scope.stage}`;
  }
}

/** The scopes that a stage of a pipeline lies in. */
export function scopesAround(pipeline: string, stage: string, team: string | undefined): Scope[] {
  return [
    { kind: 'stage', pipeline, stage },
    { kind: 'pipeline', pipeline },
    ...(team === undefined ? [] : [{ kind: 'team', team } as const]),
    { kind: 'organisation' },
  ];
}

/** What of a hold holds then: the stops that have begun, and are not over by themselves. */
export function heldAt(hold: Hold | undefined, now: Date): Held | undefined {
  return having(hold, (stop) => hasBegun(stop, now) && !isExpired(stop, now));
}

/** What of its freezes is on, or begins so soon. */
export function frozenWithin(
  hold: Hold | undefined,
  now: Date,
  aheadSeconds: number,
): Held | undefined {
  const last = new Date(now.getTime() + aheadSeconds * 1000 - 1);
  return having(
    freezesIn(hold),
    (stop) => !isExpired(stop, now) && (hasBegun(stop, now) || hasBegun(stop, last)),
  );
}

/** The people's stops of it alone, without what is frozen. */
export function withoutFreezes(hold: Hold | undefined): Hold | undefined {
  return having(hold, ({ freeze }) => freeze === undefined);
}

/** What is frozen of it alone. */
export function freezesIn(hold: Hold | undefined): Hold | undefined {
  return having(hold, ({ freeze }) => freeze !== undefined);
}

/** What is not over by itself, though some of it may have yet to begin. */
export function standingAt(hold: Hold | undefined, now: Date): Held | undefined {
  return having(hold, (stop) => !isExpired(stop, now));
}

function having(hold: Hold | undefined, isMeant: (stop: PersonsStop) => boolean): Held | undefined {
  const [first, ...others] = hold?.stops.filter(isMeant) ?? [];
  return hold && first && { ...hold, stops: [first, ...others] };
}

function hasBegun({ freeze }: PersonsStop, now: Date): boolean {
  return freeze?.from === undefined || now.getTime() >= Date.parse(freeze.from);
}

function isExpired({ until }: PersonsStop, now: Date): boolean {
  return until !== undefined && now.getTime() >= Date.parse(until);
}

/** When all of it will be over by itself; undefined where somebody has to resume it. */
export function heldUntil({ stops }: Held): string | undefined {
  const untils = stops.map(({ until }) => until);
  return untils.includes(undefined) ? undefined : untils.toSorted().at(-1);
}

/** `pipeline:checkout is held since … until … by …: the till is on fire` */
export function holdText(hold: Hold): string {
  return `${hold.scope} is ${stopsText(hold)}`;
}

/** `held since … until … by …: the till is on fire` */
export function stopsText({ stops }: Hold): string {
  const said = stops.map(({ name, since, until, reason, freeze }) => {
    const lasts = until === undefined ? '' : ` until ${until}`;
    const who =
      freeze === undefined || freeze.owner === name ? name : `${name} for ${freeze.owner}`;
    return `since ${freeze?.from ?? since}${lasts} by ${who}: ${reason}`;
  });
  return `${stops.every(({ freeze }) => freeze) ? 'frozen' : 'held'} ${said.join('; ')}`;
}

/** More of them add nothing to what is read. */
const MOST_STOPS = 20;

/**
 * The hold with one more stop, and without those that were over when it was given; unchanged where it is in it, was
 * resumed since, or there are enough. Who says the same again means that in place of what they said before.
 */
export function stopped(hold: Hold | undefined, scope: string, stop: PersonsStop): Hold {
  if (hold === undefined) return { scope, stops: [stop] };
  const { stops, over = [] } = hold;
  const isKnown = [...stops, ...over].some((each) => isSame(each, stop));
  const before = stops.filter((each) => isAgain(stop, each));
  const standing = stops.filter(
    (each) => !before.includes(each) && !isExpired(each, new Date(stop.since)),
  );
  if (isKnown || standing.length >= MOST_STOPS) return hold;
  const after = { ...hold, stops: [...standing, stop] };
  return before.length === 0 ? after : { ...after, over: [...over, ...before].slice(-MOST_STOPS) };
}

function isAgain(stop: PersonsStop, before: PersonsStop): boolean {
  const { by, reason, freeze } = before;
  const [one, other] = [stop.freeze, freeze].map((it) => it && [it.owner, it.from]);
  const isAlike = stop.by === by && stop.reason === reason && `${one}` === `${other}`;
  return isAlike && before.since < stop.since;
}

/** The hold without some stops; unchanged where none of them is there any more. Those that came since stand. */
export function resumed(hold: Hold, seen: readonly PersonsStop[]): Hold {
  const isSeen = (stop: PersonsStop) => seen.some((each) => isSame(each, stop));
  const over = hold.stops.filter(isSeen);
  if (over.length === 0) return hold;
  const stops = hold.stops.filter((stop) => !isSeen(stop));
  return { ...hold, stops, over: [...(hold.over ?? []), ...over].slice(-MOST_STOPS) };
}

/** Nobody gives two commands at once. */
function isSame(one: PersonsStop, other: PersonsStop): boolean {
  return one.by === other.by && one.since === other.since && one.reason === other.reason;
}
