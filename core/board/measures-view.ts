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
  /** Of all of them together. */
  readonly fleet: Measures;
  /** The oldest first; the last one may be of fewer days. */
  readonly weeks: readonly Week[];
  /** How many services are measured, and how many there are. */
  readonly measured: number;
  readonly services: number;
  /** Where they were not made just now: the oldest of them was made then, ISO 8601. */
  readonly keptAt?: string;
}

const DAY_MILLIS = 86_400_000;
const WEEK_DAYS = 7;

interface Asked {
  readonly by: MeasuredBy;
  readonly days: number;
  /** How many services there are, those among them that were not read. */
  readonly services: number;
  readonly keptAt?: string | undefined;
}

/** What was read of the services. */
interface Found {
  readonly services: readonly { readonly pipeline: string; readonly owner: string | undefined }[];
  readonly facts: readonly DeploymentFacts[];
}

/** Of so many days before a time in milliseconds. */
export function measuresView(
  { services: measured, facts: found }: Found,
  { by, days, services, keptAt }: Asked,
  now: number,
): MeasuresView {
  const facts = endedBetween(found, now - days * DAY_MILLIS, now);
  return {
    at: new Date(now).toISOString(),
    by,
    days,
    groups: groupsOf(measured, facts, by).map((group) => measuresOf(group, days)),
    fleet: measuresOf({ name: 'fleet', services: measured.length, facts }, days),
    weeks: weeksOf(facts, days, now),
    measured: measured.length,
    services,
    ...(keptAt !== undefined && { keptAt }),
  };
}

/** What reached production and has ended between two times in milliseconds. */
export function factsBetween(
  all: readonly Measured[],
  from: number,
  until: number,
): DeploymentFacts[] {
  const end = new Date(until).toISOString();
  const facts = all.flatMap((service) => deploymentFacts(service, end));
  return endedBetween(facts, from, until);
}

function endedBetween(
  facts: readonly DeploymentFacts[],
  from: number,
  until: number,
): DeploymentFacts[] {
  const [begin, end] = [new Date(from).toISOString(), new Date(until).toISOString()];
  return facts.filter(({ endedAt }) => endedAt >= begin && endedAt <= end);
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
