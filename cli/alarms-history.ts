// What an account says of the resources that alarms are written for: how they did of late, and what bounds them.

import type { Watched } from '../authoring/alarms/alarm.ts';
import { readingUsd } from '../authoring/alarms/cost.ts';
import { batchesOf, historyFrom, type Reading, readingsOf } from '../authoring/alarms/history.ts';
import type { MetricHistory } from '../authoring/alarms/plan-alarms.ts';
import { HISTORY_PERIOD_SECONDS } from '../authoring/alarms/threshold.ts';
import { callerAccount } from '../aws/caller.ts';
import type { Place } from '../aws/clients.ts';
import { realClock } from '../aws/clock.ts';
import { functionLimits } from '../aws/function-limits.ts';
import { readMetricHistory } from '../aws/metric-history.ts';
import { type MemberAccess, memberAccess, NO_ROLES } from '../aws/sts.ts';
import type { Clock } from '../core/clock.ts';
import { isFailure } from '../core/failure.ts';
import { pointsIn, wholePoints } from '../core/watch/span.ts';

/** Resources that are in one place, under a name that is unique among them all. */
export interface Asked {
  readonly name: string;
  readonly place: Place;
  /** With names that are text where they can be read. */
  readonly resources: readonly Watched[];
  /** Whether the account is asked what bounds them: a template says so itself. */
  readonly asksLimits: boolean;
}

export interface Learned {
  /** The resources of a name with what their account says of them. */
  resourcesOf(name: string): readonly Watched[] | undefined;
  historyOf(name: string): MetricHistory | undefined;
  readonly remarks: readonly string[];
}

export const NOTHING_LEARNED: Learned = {
  resourcesOf: () => undefined,
  historyOf: () => undefined,
  remarks: [],
};

export interface Reader {
  readonly access: MemberAccess;
  readonly clock: Clock;
  /** The account of the credentials: no other is entered. */
  readonly account: string;
  readonly days: number;
}

/** Throws `Refused` where there are no credentials that work. */
export async function openReader(
  region: string,
  days: number,
  endpoint: string | undefined,
): Promise<Reader> {
  const wire = endpoint === undefined ? {} : { endpoint };
  const account = await callerAccount(region, realClock, wire);
  const access = memberAccess({ home: { account, region }, ...wire }, realClock, NO_ROLES);
  return { access, clock: realClock, account, days };
}

/** What cannot be read is told, and its defaults stand. */
export async function learn(asked: readonly Asked[], reader: Reader): Promise<Learned> {
  const [near, far] = [
    asked.filter(({ place }) => place.account === reader.account),
    asked.filter(({ place }) => place.account !== reader.account),
  ];
  const learned: Learned[] = [];
  const places = Map.groupBy(near, ({ place }) => place.region);
  for (const [region, inPlace] of places) {
    const place = { account: reader.account, region };
    learned.push(await inPlaceOf(place, inPlace, reader));
  }
  return {
    resourcesOf: (name) => first(learned, (each) => each.resourcesOf(name)),
    historyOf: (name) => first(learned, (each) => each.historyOf(name)),
    remarks: [...learned.flatMap(({ remarks }) => remarks), ...elsewhere(far, reader)],
  };
}

function first<T>(learned: readonly Learned[], of: (each: Learned) => T | undefined) {
  return learned.map(of).find((each) => each !== undefined);
}

function elsewhere(far: readonly Asked[], { account }: Reader): string[] {
  const accounts = [...new Set(far.map(({ place }) => place.account))];
  return accounts.map(
    (each) =>
      `the history of account ${each} is not read, since these credentials are of ${account}: its thresholds are the ` +
      'defaults; run it again with credentials of that account',
  );
}

async function inPlaceOf(place: Place, asked: readonly Asked[], reader: Reader): Promise<Learned> {
  const told: string[] = [];
  const resources = new Map<string, readonly Watched[]>();
  for (const { name, resources: own, asksLimits } of asked)
    resources.set(name, asksLimits ? await withLimits(place, own, reader, told) : own);
  const histories = await historiesIn(place, resources, reader, told);
  return {
    resourcesOf: (name) => resources.get(name),
    historyOf: (name) => histories.get(name),
    remarks: [...new Set(told)],
  };
}

/** Functions with the timeout and the concurrency that they have. */
async function withLimits(
  place: Place,
  resources: readonly Watched[],
  { access }: Reader,
  told: string[],
): Promise<Watched[]> {
  const all: Watched[] = [];
  for (const resource of resources) {
    const { function: name } = resource.names;
    const limits =
      typeof name === 'string'
        ? await orTold(functionLimits(access, place, name), told, 'what is assumed of it stands')
        : {};
    all.push({ ...resource, facts: { ...resource.facts, ...limits } });
  }
  return all;
}

async function historiesIn(
  place: Place,
  resources: ReadonlyMap<string, readonly Watched[]>,
  { access, clock, days }: Reader,
  told: string[],
): Promise<Map<string, MetricHistory>> {
  const { to } = wholePoints(new Date(0), clock.now(), HISTORY_PERIOD_SECONDS);
  const from = new Date(to.getTime() - days * 86_400_000);
  const span = { from, to, periodSeconds: HISTORY_PERIOD_SECONDS };
  const readings = [...resources].flatMap(([name, own]) =>
    readingsOf(own).map((each): Reading => ({ ...each, key: `${name}/${each.key}` })),
  );
  const batches = batchesOf(readings);
  const values = new Map<string, readonly number[]>();
  for (const batch of batches) {
    const reading = readMetricHistory(access, place, batch, span);
    const found = await orTold(reading, told, 'the defaults stand');
    for (const [key, hourly] of found ?? []) values.set(key, hourly);
  }
  const metrics = batches.flatMap(({ queries }) => queries.filter(({ metric }) => metric)).length;
  if (values.size > 0) told.push(readText(place, metrics, days));
  const hours = pointsIn(span);
  return new Map(
    [...resources.keys()].map((name) => [name, historyFrom(valuesOf(name, values), hours)]),
  );
}

function readText({ account, region }: Place, metrics: number, days: number): string {
  return (
    `read ${days} days of ${metrics} metrics in ${account} ${region}, for ${readingUsd(metrics)} USD; ` +
    'what has fewer than 48 hours of data keeps its default'
  );
}

function valuesOf(name: string, values: ReadonlyMap<string, readonly number[]>) {
  const own = [...values].filter(([key]) => key.startsWith(`${name}/`));
  return new Map(own.map(([key, hourly]) => [key.slice(name.length + 1), hourly]));
}

async function orTold<T>(
  reading: Promise<T>,
  told: string[],
  soThat: string,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    told.push(`${thrown.message}: ${soThat}`);
    return undefined;
  }
}
