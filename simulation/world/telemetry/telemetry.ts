// What the resources of the targets tell, computed when asked for: a function of seed, minute, and what runs.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Metric, Sample, Source } from '@tidegate/embedded-aws/services/cloudwatch/metrics';
import type { Place } from '@tidegate/embedded-aws/services/places';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { type Measure, measuresOf } from '../../../core/watch/measures.ts';
import { nodeOf } from '../../../core/watch/resources.ts';
import { resourcesOf } from '../../../core/watch/target-resources.ts';
import { countOf, type Noise, noiseOf } from './noise.ts';
import { sampleOf } from './samples.ts';
import { type Part, partsAt, undivided } from './served.ts';
import type { MetricShift } from './shifts.ts';
import { measuresInGroups, partsInGroup } from './target-groups.ts';

export interface Telemetry {
  /** Adds all that the target's resources and its own metrics tell. */
  serve(target: TargetDefinition, requestsPerMinute: RequestsPerMinute, reports: Reports): void;
  shift(target: TargetDefinition, shift: MetricShift): void;
  shiftsOf(target: TargetDefinition): readonly MetricShift[];
  /**
   * How many of a node's requests there were in that minute, how many of them failed, and how long they took. Without a
   * node it is what the target was asked, whatever serves it; with a version it is what that has served.
   */
  servedBy(
    target: TargetDefinition,
    node: string | undefined,
    minute: number,
    version?: string,
  ): Served;
}

export interface Served {
  readonly requests: number;
  readonly errors: number;
  readonly durations: readonly { readonly seconds: number; readonly count: number }[];
}

/** How much a target is asked at that time, as the scenario says. */
export type RequestsPerMinute = (at: number) => number;

/** Whether a target's metrics say at that time what it serves. */
export type Reports = (at: number) => boolean;

interface Serving {
  readonly target: TargetDefinition;
  readonly requestsPerMinute: RequestsPerMinute;
  readonly reports: Reports;
  readonly shifts: MetricShift[];
  readonly noise: Noise;
}

interface Fed {
  readonly serving: Serving;
  readonly measure: Measure;
  /** Which of its queries. */
  readonly part: number;
}

const MINUTE = 60_000;
const DAY = 1440;

export function telemetry(aws: EmbeddedAws, clock: VirtualClock): Telemetry {
  const servings = new Map<TargetDefinition, Serving>();
  const fed = new Map<string, Fed>();

  function serve(
    target: TargetDefinition,
    requestsPerMinute: RequestsPerMinute,
    reports: Reports,
  ): void {
    const noise = noiseOf(clock.chance, target.name);
    const serving: Serving = { target, requestsPerMinute, reports, shifts: [], noise };
    servings.set(target, serving);
    for (const measure of [...measuresOf(target), ...measuresInGroups(target)]) {
      measure.queries.forEach(({ namespace, metric, dimensions, ...kept }, part) => {
        const { account = target.account, region = target.region } = kept;
        const place = { account, region };
        const key = keyOf({ namespace, name: metric, dimensions }, place);
        if (!fed.has(key)) fed.set(key, { serving, measure, part });
      });
    }
  }

  function sourceFor(metric: Metric, place: Place): Source | undefined {
    const { ExecutedVersion, ...dimensions } = metric.dimensions ?? {};
    const found = fed.get(keyOf({ ...metric, dimensions }, place));
    if (!found || (ExecutedVersion !== undefined && !found.measure.perVersion)) return undefined;
    const { reports } = found.serving;
    return remembering(clock, (minute) =>
      reports(minute * MINUTE + MINUTE / 2) ? samplesAt(aws, found, minute, ExecutedVersion) : [],
    );
  }

  function servingOf(target: TargetDefinition): Serving {
    const serving = servings.get(target);
    if (serving) return serving;
    throw new Error(`Expected ${target.name} to be served before its telemetry is asked for.`);
  }

  aws.cloudWatch.metrics.otherwise(sourceFor);
  return {
    serve,
    shift: (target, shift) => void servingOf(target).shifts.push(shift),
    shiftsOf: (target) => servingOf(target).shifts,
    servedBy: (target, node, minute, version) =>
      servedIn(aws, servingOf(target), { node, minute, version }),
  };
}

function servedIn(
  aws: EmbeddedAws,
  serving: Serving,
  {
    node,
    minute,
    version,
  }: {
    readonly node: string | undefined;
    readonly minute: number;
    readonly version: string | undefined;
  },
): Served {
  if (node === undefined)
    return { requests: requestsIn(serving, minute), errors: 0, durations: [] };
  const ofNode = measuresOf(serving.target).filter((measure) => measure.node === node);
  const samplesOf = (kind: Measure['kind']) => {
    const measure = ofNode.find((each) => each.kind === kind);
    return measure ? samplesAt(aws, { serving, measure, part: 0 }, minute, version) : [];
  };
  const total = (kind: Measure['kind']) =>
    samplesOf(kind).reduce((sum, sample) => sum + sumOf(sample), 0);
  const durations = samplesOf('latency').flatMap((sample) =>
    'values' in sample
      ? sample.values.map((value, at) => ({
          seconds: ofNode.some(({ kind, unit }) => kind === 'latency' && unit === 's')
            ? value
            : value / 1000,
          count: sample.counts?.[at] ?? 1,
        }))
      : [],
  );
  return { requests: total('traffic'), errors: total('errors'), durations };
}

function sumOf(sample: Sample): number {
  if ('values' in sample)
    return sample.values.reduce((sum, value, at) => sum + value * (sample.counts?.[at] ?? 1), 0);
  return 'value' in sample ? sample.value : sample.sum;
}

/** The samples of one minute: one of each version that served in it. */
function samplesAt(
  aws: EmbeddedAws,
  { serving, measure, part }: Fed,
  minute: number,
  wanted: string | undefined,
): readonly Sample[] {
  const { target, shifts, noise } = serving;
  const total = requestsIn(serving, minute);
  const parts = partsOf(aws, target, measure, minute).filter(
    ({ version }) => wanted === undefined || version === wanted,
  );
  return parts.flatMap(({ version, share }) => {
    const requests = share === 1 ? total : Math.round(total * share);
    const sample = sampleOf(measure, part, { minute, requests, version, shifts, noise });
    return sample ? [sample] : [];
  });
}

function partsOf(
  aws: EmbeddedAws,
  target: TargetDefinition,
  measure: Measure,
  minute: number,
): readonly Part[] {
  const at = minute * MINUTE + MINUTE / 2;
  const inGroup = partsInGroup(aws.ecs, target, measure, at);
  if (inGroup) return inGroup;
  const { node } = measure;
  const resource = resourcesOf(target).find((each) => nodeOf(each) === node);
  if (!resource?.lambda) return undivided;
  return partsAt(aws.lambda, target, resource.lambda, at);
}

/** A day has its course, a fifth up and down, and a minute its luck. */
function requestsIn({ requestsPerMinute, noise }: Serving, minute: number): number {
  const usual = requestsPerMinute(minute * MINUTE + MINUTE / 2);
  const hour = ((minute % DAY) / DAY) * 2 * Math.PI;
  return countOf(usual * (1 - 0.2 * Math.cos(hour)), minute, 1, noise);
}

/** Minutes that are over do not change any more, and are asked again at every look. */
function remembering(
  clock: VirtualClock,
  samplesIn: (minute: number) => readonly Sample[],
): Source {
  const over = new Map<number, readonly Sample[]>();
  return (from, to) => {
    const samples: Sample[] = [];
    const last = Math.ceil(to / MINUTE);
    for (let minute = Math.ceil(from / MINUTE); minute < last; minute += 1) {
      const known = over.get(minute);
      const found = known ?? samplesIn(minute);
      if (!known && (minute + 1) * MINUTE <= clock.millis()) over.set(minute, found);
      for (const sample of found) samples.push(sample);
    }
    return samples;
  };
}

function keyOf({ namespace, name, dimensions = {} }: Metric, { account, region }: Place): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([account, region, namespace, name, sorted]);
}
