// How services are delivered, as a page shows it: each group's measures, and all of them week by week.

import {
  type DeploymentFacts,
  deploymentFacts,
  type Measured,
} from '../measures/deployment-facts.ts';
import { groupsOf, type Measures, measuresOf } from '../measures/measures.ts';

export const measuredBy = ['service', 'team', 'fleet'] as const;

export type MeasuredBy = (typeof measuredBy)[number];

export interface Week {
  /** When it began, ISO 8601. */
  readonly from: string;
  /** Its measures; nothing of a week in which nothing reached production. */
  readonly measures: Measures;
}

export interface MeasuresView {
  /** The present, ISO 8601. */
  readonly at: string;
  readonly by: MeasuredBy;
  readonly days: number;
  readonly groups: readonly Measures[];
  /** The oldest first; the last one may be of fewer days. */
  readonly weeks: readonly Week[];
  /** How many services are measured, and how many there are. */
  readonly measured: number;
  readonly services: number;
}

const DAY_MILLIS = 86_400_000;
const WEEK_DAYS = 7;

interface Asked {
  readonly by: MeasuredBy;
  readonly days: number;
  /** How many services there are, those among them that were not read. */
  readonly services: number;
}

/** Of so many days before a time in milliseconds. */
export function measuresView(
  all: readonly Measured[],
  { by, days, services }: Asked,
  now: number,
): MeasuresView {
  const facts = factsBetween(all, now - days * DAY_MILLIS, now);
  return {
    at: new Date(now).toISOString(),
    by,
    days,
    groups: groupsOf(all, facts, by).map((group) => measuresOf(group, days)),
    weeks: weeksOf(facts, days, now),
    measured: all.length,
    services,
  };
}

/** What reached production and has ended between two times in milliseconds. */
export function factsBetween(
  all: readonly Measured[],
  from: number,
  until: number,
): DeploymentFacts[] {
  const end = new Date(until).toISOString();
  const begin = new Date(from).toISOString();
  return all
    .flatMap((service) => deploymentFacts(service, end))
    .filter(({ endedAt }) => endedAt >= begin && endedAt <= end);
}

function weeksOf(facts: readonly DeploymentFacts[], days: number, now: number): Week[] {
  const count = Math.ceil(days / WEEK_DAYS);
  return Array.from({ length: count }, (_, index) => {
    const until = now - (count - 1 - index) * WEEK_DAYS * DAY_MILLIS;
    const length = index === 0 ? days - (count - 1) * WEEK_DAYS : WEEK_DAYS;
    const from = new Date(until - length * DAY_MILLIS).toISOString();
    const end = new Date(until).toISOString();
    const own = facts.filter(({ endedAt }) => endedAt > from && endedAt <= end);
    return { from, measures: measuresOf({ name: '', services: 0, facts: own }, length) };
  });
}
