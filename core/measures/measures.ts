// DORA's five measures of services, and Tidegate's own, over a stretch of time.

import type { DeploymentFacts, LeadTime } from './deployment-facts.ts';

export interface Spread {
  readonly count: number;
  /** In seconds, as all here; null of nothing. */
  readonly median: number | null;
  readonly p90: number | null;
}

export interface Rate {
  readonly count: number;
  readonly of: number;
  /** Null where it is of nothing. */
  readonly rate: number | null;
}

const PARTS = ['building', 'waiting', 'deploying', 'baking', 'blocked', 'people'] as const;

export interface Measures {
  /** The service, the team, or `fleet`. */
  readonly name: string;
  readonly services: number;
  /** Releases that reached production; those that made it through all of it. */
  readonly deployments: number;
  readonly frequency: { readonly promoted: number; readonly perDay: number };
  /** Of each change, those among them whose releases gave way to the one that brought them. */
  readonly leadTime: Spread & {
    /** Mean seconds of the releases that were promoted, so that they add up; `people` is part of `blocked`. */
    readonly parts: Readonly<Record<(typeof PARTS)[number], number | null>>;
  };
  readonly changeFailure: Rate;
  /** Until production ran well again; those that do not yet are in `open`. */
  readonly recovery: Spread & { readonly open: number };
  readonly rework: Rate;
  /** Of the rollbacks that nobody asked for, those of what a person calls harmless. */
  readonly falseRollbacks: Rate;
  /** Of what was promoted, what was found harmful later. */
  readonly missedRegressions: Rate;
  readonly timeToDetect: Spread;
  readonly timeToSafe: Spread;
  /** Seconds for which targets ran what did not make it, all together. */
  readonly exposureSeconds: number;
  /** Changes that one promoted release brings. */
  readonly pileUp: { readonly median: number | null; readonly most: number | null };
}

export interface Group {
  readonly name: string;
  readonly services: number;
  readonly facts: readonly DeploymentFacts[];
}

/** Rates of few are told with what they are of: nothing is rounded away. */
export function measuresOf({ name, services, facts }: Group, days: number): Measures {
  const promoted = facts.filter(({ isPromoted }) => isPromoted);
  const leads = promoted.flatMap(({ lead }) => lead ?? []);
  const totals = promoted.flatMap(({ lead, carried }) => [lead, ...carried]);
  const failed = facts.filter((each) => each.failed);
  const byItself = facts.filter((each) => each.rolledBackByItself);
  const changes = promoted.map(({ carried }) => carried.length + 1);
  return {
    name,
    services,
    deployments: facts.length,
    frequency: { promoted: promoted.length, perDay: promoted.length / days },
    leadTime: {
      ...spreadOf(totals.map((each) => each?.total)),
      parts: partsOf(leads),
    },
    changeFailure: rateOf(failed.length, facts.length),
    recovery: {
      ...spreadOf(failed.map(({ recoverySeconds }) => recoverySeconds)),
      open: failed.filter(({ recoverySeconds }) => recoverySeconds === undefined).length,
    },
    rework: rateOf(facts.filter(({ isRework }) => isRework).length, facts.length),
    falseRollbacks: rateOf(byItself.filter((each) => each.falseRollback).length, byItself.length),
    missedRegressions: rateOf(promoted.filter(({ missed }) => missed).length, promoted.length),
    timeToDetect: spreadOf(facts.map(({ detectSeconds }) => detectSeconds)),
    timeToSafe: spreadOf(facts.map(({ safeSeconds }) => safeSeconds)),
    exposureSeconds: facts.reduce((sum, { exposedSeconds }) => sum + exposedSeconds, 0),
    pileUp: {
      median: quantile(changes, 0.5),
      most: changes.length > 0 ? Math.max(...changes) : null,
    },
  };
}

function partsOf(leads: readonly LeadTime[]): Measures['leadTime']['parts'] {
  const mean = (part: (typeof PARTS)[number]) =>
    leads.length === 0 ? null : leads.reduce((sum, lead) => sum + lead[part], 0) / leads.length;
  return Object.fromEntries(PARTS.map((part) => [part, mean(part)])) as Record<
    (typeof PARTS)[number],
    number | null
  >;
}

function rateOf(count: number, of: number): Rate {
  return { count, of, rate: of === 0 ? null : count / of };
}

function spreadOf(values: readonly (number | undefined)[]): Spread {
  const known = values.filter((value) => value !== undefined);
  return { count: known.length, median: quantile(known, 0.5), p90: quantile(known, 0.9) };
}

/**
 * The value that so many are at most: one of them, never between two.
 *
 *     1 2 3 4, 0.5   →  2
 *     1 2 3 4 5, 0.5  →  3
 *     1 2 3 4, 0.9   →  4
 */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/** A group for each service, each team, or one of all; those of services without an owner are of `nobody`. */
export function groupsOf(
  services: readonly { readonly pipeline: string; readonly owner: string | undefined }[],
  facts: readonly DeploymentFacts[],
  by: 'service' | 'team' | 'fleet',
): Group[] {
  const nameOf = ({ pipeline, owner = 'nobody' }: (typeof services)[number]) =>
    ({ service: pipeline, team: owner, fleet: 'fleet' })[by];
  const byName = Map.groupBy(facts, nameOf);
  return [...Map.groupBy(services, nameOf)]
    .map(([name, own]) => ({ name, services: own.length, facts: byName.get(name) ?? [] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
