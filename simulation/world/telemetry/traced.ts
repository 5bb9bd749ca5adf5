// What X-Ray has of a target that is traced: its code, and what that calls, a sample of its requests.

import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { TracedMinute, TracedService, XRay } from '@tidegate/embedded-aws/services/xray/xray';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { nodeOf } from '../../../core/watch/resources.ts';
import { tracedNodeOf } from '../../../core/watch/service-graph.ts';
import { kindFor } from '../kinds/kinds.ts';
import { durationsOf } from './durations.ts';
import { countOf, type Noise, noiseOf } from './noise.ts';
import { shifted, shiftsAt } from './shifts.ts';
import type { Served, Telemetry } from './telemetry.ts';

export interface Tracing {
  readonly target: string;
  /** Services that it calls besides what it watches, by their names. */
  readonly calls: readonly string[];
}

/** X-Ray's default rule: one request a second, and a twentieth of the others. */
const SAMPLED_PER_MINUTE = 60;
const SAMPLED_SHARE = 0.05;
const USUAL_CALL_MILLIS = 15;
const MINUTE = 60_000;

export function traceTarget(
  { xray, telemetry, clock }: { xray: XRay; telemetry: Telemetry; clock: VirtualClock },
  target: TargetDefinition,
  { calls }: Tracing,
): void {
  const noiseFor = (name: string) => noiseOf(clock.chance, `traces of ${target.name} ${name}`);
  const { services: chain, arn } = kindFor(target).watchedAs(target);
  const qualified = target.lambda ? `${arn}:${target.lambda.alias}` : arn;
  const [outer, inner = outer] = chain;
  const own = noiseFor('itself');
  const sample = remembering(clock, (minute) => {
    const found = sampled(telemetry.servedBy(target, functionOf(target), minute), minute, own);
    const isCounted = target.lambda !== undefined;
    return isCounted ? found : found && called(telemetry, target, outer, found, minute, own);
  });
  chain.forEach((callee, index) => {
    const caller = chain[index - 1];
    xray.trace(target, { ...(caller && { caller }), callee, arn: qualified, inMinute: sample });
  });
  for (const callee of calleesOf(target, calls)) {
    const noise = noiseFor(tracedNodeOf(callee));
    const inMinute = remembering(clock, (minute) => {
      const asked = sample(minute);
      return asked && called(telemetry, target, callee, asked, minute, noise);
    });
    xray.trace(target, { caller: inner, callee, inMinute });
  }
}

/** The node that CloudWatch counts the requests of; those of code on instances are counted nowhere else. */
function functionOf(target: TargetDefinition): string | undefined {
  const { lambda } = target;
  return lambda && nodeOf({ lambda: { function: lambda.function, alias: lambda.alias } });
}

/** What a traced target calls: the queues, tables and services that it watches, and those said besides. */
function calleesOf(target: TargetDefinition, calls: readonly string[]): TracedService[] {
  const { account, region, watch = [] } = target;
  const watched = watch.flatMap(({ sqs, dynamodb, ecs }): TracedService[] => {
    if (dynamodb) return [{ name: dynamodb.table, type: 'AWS::DynamoDB::Table' }];
    if (ecs) return [{ name: ecs.service, type: 'AWS::ECS::Container' }];
    if (!sqs) return [];
    const name = `https://sqs.${region}.amazonaws.com/${account}/${sqs.queue}`;
    return [{ name, type: 'AWS::SQS::Queue' }];
  });
  return [...watched, ...calls.map((name) => ({ name, type: 'AWS::ECS::Container' }))];
}

/** The nodes whose errors and latency are a scenario's to say; those of a function are the function's. */
export function tracedNodesToChange(target: TargetDefinition, { calls }: Tracing): string[] {
  const own = target.lambda ? [] : kindFor(target).watchedAs(target).services;
  return [...own, ...calleesOf(target, calls)].map(tracedNodeOf);
}

/** Minutes that are over do not change any more. */
function remembering<T>(clock: VirtualClock, inMinute: (minute: number) => T) {
  const over = new Map<number, { readonly found: T }>();
  return (minute: number): T => {
    const known = over.get(minute);
    if (known) return known.found;
    const found = inMinute(minute);
    if ((minute + 1) * MINUTE <= clock.millis()) over.set(minute, { found });
    return found;
  };
}

function sampled(
  { requests, errors, durations }: Served,
  minute: number,
  noise: Noise,
): TracedMinute | undefined {
  if (requests === 0) return undefined;
  const more = Math.max(0, requests - SAMPLED_PER_MINUTE);
  const traced = Math.min(requests, SAMPLED_PER_MINUTE) + Math.round(more * SAMPLED_SHARE);
  const part = traced / requests;
  const faults = Math.min(traced, countOf(errors * part, minute, 1, noise));
  return { requests: traced, faults, errors: 0, throttles: 0, durations: thinned(durations, part) };
}

/** So many fewer of each, rounded so that they add up. */
function thinned(durations: TracedMinute['durations'], part: number) {
  let seen = 0;
  let taken = 0;
  return durations.flatMap(({ seconds, count }) => {
    seen += count * part;
    const own = Math.round(seen) - taken;
    taken += own;
    return own > 0 ? [{ seconds, count: own }] : [];
  });
}

/** How so many requests fared, one for each of the caller's. */
function called(
  telemetry: Telemetry,
  target: TargetDefinition,
  callee: TracedService,
  { requests }: Pick<TracedMinute, 'requests'>,
  minute: number,
  noise: Noise,
): TracedMinute {
  const node = tracedNodeOf(callee);
  const holding = (metric: string) =>
    shiftsAt(telemetry.shiftsOf(target), {
      node,
      metric,
      version: undefined,
      at: (minute + 0.5) * MINUTE,
    });
  const percent = holding('errors').reduce((sum, each) => sum + (each.percent ?? 0), 0);
  const faults = Math.min(requests, countOf((requests * percent) / 100, minute, 1, noise));
  const seconds = shifted(USUAL_CALL_MILLIS, holding('latency')) / 1000;
  const sample = durationsOf(requests, seconds, minute, noise);
  const { values, counts } = sample as { values: readonly number[]; counts: readonly number[] };
  const durations = values.map((value, at) => ({ seconds: value, count: counts[at] ?? 0 }));
  return { requests, faults, errors: 0, throttles: 0, durations };
}
