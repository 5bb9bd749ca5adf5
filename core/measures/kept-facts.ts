// What a service is measured by, kept: made of its ledger a few times a day, so that a page of all services reads an
// item of each and no ledger.

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { noun } from '../noun.ts';
import { partitionOf, partitionsOf } from '../spread.ts';
import type { DeploymentFacts } from './deployment-facts.ts';

const keptFactsSchema = z
  .strictObject({
    pipeline: z.string(),
    owner: z.string().exactOptional(),
    /** Until when its ledger was read, ISO 8601. */
    at: z.string(),
    /** From when on none is missing. */
    from: z.string(),
    /** The facts, as JSON that is deflated, in base64. */
    packed: z.string(),
  })
  .readonly();

export type KeptFacts = z.output<typeof keptFactsSchema>;

export const keptFactsNoun = noun('measured service', keptFactsSchema);

const MEASURED = 'measured';

export const keptFactsKey = (pipeline: string) => ({
  noun: keptFactsNoun,
  pk: partitionOf(MEASURED, pipeline),
  sk: pipeline,
});

export const keptFactsRange = () => ({
  noun: keptFactsNoun,
  partitions: partitionsOf(MEASURED),
  prefix: '',
});

/** Deflated they have some 30 bytes each: of so many an item is far below what the table takes. */
const MOST_FACTS = 2_000;

interface Service {
  readonly pipeline: string;
  readonly owner: string | undefined;
}

/** The newest of them; `from` and `at` as they were read. */
export function keptFacts(
  { pipeline, owner }: Service,
  facts: readonly DeploymentFacts[],
  { from, at }: Pick<KeptFacts, 'from' | 'at'>,
): KeptFacts {
  const newest = facts.slice(-MOST_FACTS);
  const [oldest] = newest;
  const isCut = newest.length < facts.length && oldest !== undefined;
  return {
    pipeline,
    ...(owner !== undefined && { owner }),
    at,
    from: isCut ? oldest.endedAt : from,
    packed: deflateRawSync(JSON.stringify(newest.map(rowOf))).toString('base64'),
  };
}

const FLAGS = [
  'isPromoted',
  'failed',
  'rolledBackByItself',
  'falseRollback',
  'missed',
  'isRework',
] as const;
const LEAD = ['total', 'building', 'deploying', 'baking', 'blocked', 'people', 'waiting'] as const;
const MAYBE = ['detectSeconds', 'safeSeconds', 'recoverySeconds'] as const;

/** A fact without its names, which a fleet's would repeat tens of thousands of times. */
type Row = readonly [
  release: string,
  endedAt: number,
  flags: number,
  exposedSeconds: number,
  carried: readonly number[],
  lead: readonly number[],
  maybe: readonly (number | null)[],
];

function rowOf(fact: DeploymentFacts): Row {
  const { release, endedAt, exposedSeconds, carried, lead } = fact;
  return [
    release,
    Date.parse(endedAt),
    FLAGS.reduce((sum, flag, index) => sum + (fact[flag] ? 2 ** index : 0), 0),
    exposedSeconds,
    carried.map(({ total }) => total),
    lead ? LEAD.map((part) => lead[part]) : [],
    MAYBE.map((name) => fact[name] ?? null),
  ];
}

/** By hand: a schema takes a second for those of a fleet. */
function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || value.length !== 7) return false;
  const [release, endedAt, flags, exposed, carried, lead, maybe] = value as unknown[];
  return (
    typeof release === 'string' &&
    [endedAt, flags, exposed].every(isNumber) &&
    areNumbers(carried) &&
    areNumbers(lead) &&
    (lead.length === 0 || lead.length === LEAD.length) &&
    Array.isArray(maybe) &&
    maybe.length === MAYBE.length &&
    maybe.every((each) => each === null || isNumber(each))
  );
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}

function factOf(
  [release, endedAt, flags, exposedSeconds, carried, lead, maybe]: Row,
  { pipeline, owner }: Service,
): DeploymentFacts {
  const has = (flag: (typeof FLAGS)[number]) =>
    Math.floor(flags / 2 ** FLAGS.indexOf(flag)) % 2 > 0;
  const [total = 0, building = 0, deploying = 0, baking = 0, blocked = 0, people = 0, waiting = 0] =
    lead;
  const [detect = null, safe = null, recovery = null] = maybe;
  return {
    release,
    pipeline,
    owner,
    endedAt: new Date(endedAt).toISOString(),
    isPromoted: has('isPromoted'),
    ...(lead.length > 0 && {
      lead: { total, building, deploying, baking, blocked, people, waiting },
    }),
    carried: carried.map((seconds) => ({ total: seconds })),
    failed: has('failed'),
    rolledBackByItself: has('rolledBackByItself'),
    falseRollback: has('falseRollback'),
    missed: has('missed'),
    isRework: has('isRework'),
    ...(detect !== null && { detectSeconds: detect }),
    ...(safe !== null && { safeSeconds: safe }),
    ...(recovery !== null && { recoverySeconds: recovery }),
    exposedSeconds,
  };
}

/** Those that ended since; undefined where what is kept is of another shape, and is to be made anew. */
export function factsKept(
  { pipeline, owner, packed }: KeptFacts,
  since: string,
): DeploymentFacts[] | undefined {
  let all: unknown;
  try {
    all = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(all) || !all.every(isRow)) return undefined;
  const from = since === '' ? Number.NEGATIVE_INFINITY : Date.parse(since);
  return all
    .filter(([, endedAt]) => endedAt >= from)
    .map((row) => factOf(row, { pipeline, owner }));
}
