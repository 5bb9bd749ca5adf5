// Thresholds from recent history: what has been usual is no reason to fire.

import type { AlarmPlan, Threshold } from './alarm.ts';
import { REQUESTS_FLOOR } from './rates.ts';

export const HISTORY_DAYS = 14;
export const HISTORY_PERIOD_SECONDS = 3600;

/** Fewer hourly values than two days' have are no history. */
const LEAST_HOURS = 48;
const MARGIN = 1.5;
/** Of two weeks' hours: the three worst may have been incidents, and those must not set the bar. */
const PERCENTILE = 99;

/**
 * The threshold for values that were usual: their p99, half as much again, within bounds. With fewer than 48 hourly
 * values the default stays.
 *
 *     100 hours of 1, bounds 0.5–20       →  1.5
 *     100 hours of 0, bounds 1–20         →  1
 *     100 hours, 1 of them 80, bounds 1–20, the rest 0  →  1
 *     47 hours of 1                       →  undefined
 *
 * A rate in percent is noisier in a minute than in an hour: three standard deviations of a share among
 * `requestsPerPeriod` requests come on top.
 */
export function learnedThreshold(
  hourly: readonly number[],
  { least, most, isRate }: NonNullable<AlarmPlan['learns']>,
  requestsPerPeriod: number | undefined,
): number | undefined {
  if (hourly.length < LEAST_HOURS) return undefined;
  const usual = percentile(hourly, PERCENTILE);
  if (usual === undefined) return undefined;
  const noise = isRate ? noisePercent(usual, requestsPerPeriod ?? REQUESTS_FLOOR) : 0;
  const bounded = Math.min(most, Math.max(least, usual * MARGIN + noise));
  return Math.min(most, roundedUp(bounded));
}

/**
 * The nearest rank.
 *
 *     p99 of 1 … 100  →  99
 *     p50 of 1, 2, 3  →   2
 *     p50 of nothing  →   undefined
 */
function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/**
 * Three standard deviations of a share of `requests`, in percent.
 *
 *     1% of 100 requests     →  3
 *     1% of 10,000 requests  →  0.3
 */
function noisePercent(percent: number, requests: number): number {
  const share = Math.min(1, percent / 100);
  return 300 * Math.sqrt((share * (1 - share)) / Math.max(1, requests));
}

/**
 * Two significant digits, upwards: a threshold is no measurement.
 *
 *     1.234 → 1.3   ·   812 → 820   ·   0.0301 → 0.031   ·   2 → 2
 */
function roundedUp(value: number): number {
  if (value <= 0) return value;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(Number((value / unit).toFixed(6))) * unit).toPrecision(12));
}

/** How much a resource was used. */
export interface Usage {
  /** Requests in the quietest hour, and in the median one. */
  readonly quietestHour: number;
  readonly medianHour: number;
  /** How many hours were looked at. */
  readonly hours: number;
}

/** Undefined where the hours are too few; an hour without a value had no requests. */
export function usageOf(hourly: readonly number[], hours: number): Usage | undefined {
  if (hourly.length < LEAST_HOURS) return undefined;
  const silent = Math.max(0, hours - hourly.length);
  const all = [...Array<number>(silent).fill(0), ...hourly];
  const medianHour = percentile(all, 50);
  if (medianHour === undefined) return undefined;
  return { quietestHour: Math.min(...all), medianHour, hours: all.length };
}

/**
 * The mean time between runs, where so few come that no rate of theirs could ever be told: fewer than five in any hour
 * of a week or more. Undefined where more come, and where three have not come yet.
 *
 *     one in each of 14 of 336 hours  →  86,400
 *     four in each of 336 hours       →     900
 *     five in one of 336 hours        →  undefined
 */
export function secondsBetween(hourly: readonly number[], hours: number): number | undefined {
  const runs = hourly.reduce((sum, each) => sum + each, 0);
  if (hours < HOURS_OF_A_WEEK || runs < 3 || Math.max(...hourly) >= REQUESTS_FLOOR)
    return undefined;
  return Math.round((hours * 3600) / runs);
}

/**
 * The period in which a rate has enough requests to say something: a minute, or five of them.
 *
 *     600 an hour  →   60
 *     120 an hour  →  300
 *     unknown      →   60
 */
export function periodSecondsFor(usage: Usage | undefined): number {
  return usage !== undefined && usage.medianHour / 60 < REQUESTS_FLOOR ? 300 : 60;
}

/** A week has a weekend in it: fewer days do not tell when a service is quiet. */
const HOURS_OF_A_WEEK = 168;

/**
 * Below how many requests in five minutes a service has lost its traffic: a tenth of its quietest hour's. Undefined
 * where some hour had less than a request a minute, for there silence is usual; and where less than a week is known.
 *
 *     quietest hour  60 of a week    →  0.5
 *     quietest hour 1200 of a week   →  10
 *     quietest hour   3 of a week    →  undefined
 *     quietest hour 1200 of 6 days   →  undefined
 */
export function silenceBelow({ quietestHour, hours }: Usage): number | undefined {
  if (hours < HOURS_OF_A_WEEK || quietestHour < 60) return undefined;
  return Number((quietestHour / 12 / 10).toPrecision(2));
}

/** `14 days` */
export function daysIn({ hours }: Usage): string {
  return `${Math.round(hours / 24)} days`;
}

export function learnedText(hours: number): Threshold['because'] {
  return `from ${hours} hours of history: their p99 and half as much again`;
}
