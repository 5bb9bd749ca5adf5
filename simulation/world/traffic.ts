// What each target serves: requests and errors each minute, as a function of what it runs and what the scenario says.

import type {
  Metric,
  Metrics,
  Sample,
  Source,
} from '@tidegate/embedded-aws/services/cloudwatch/metrics';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Aspect } from '../../core/practice/coverage.ts';
import { placeOfMetric } from '../../core/watch/kept-at.ts';

const USUAL_REQUESTS = 100;
const MINUTE = 60_000;

/** A stretch of time, in milliseconds, in which a target serves otherwise than usual. */
export interface Stretch {
  readonly from: number;
  /** Open while unknown. */
  until?: number;
  readonly requestsPerMinute?: number;
  readonly errorsPerMinute?: number;
  /** It serves, and its metrics do not say so. */
  readonly isUnreported?: true;
}

export interface Traffic {
  /** Adds the metrics of a target: the one its bake asks data points of, and what its alarms watch. */
  serve(target: TargetDefinition, requestsPerMinute?: number): void;
  /** How much a target is asked at that time. */
  requestsAt(targetName: string, at: number): number;
  /** Whether its metrics say at that time what it serves. */
  reportsAt(targetName: string, at: number): boolean;
  add(targetName: string, stretch: Stretch): void;
}

const NAMES: Readonly<Record<Aspect, string>> = {
  errors: 'Errors',
  latency: 'Latency',
  saturation: 'Utilization',
};

/** What the others say of a target that serves, whatever befalls it: milliseconds, per cent. */
const USUAL: Readonly<Record<Exclude<Aspect, 'errors'>, number>> = { latency: 120, saturation: 40 };

/** The metrics behind the alarms of a simulated target. */
export function metricOf(target: TargetDefinition, aspect: Aspect): Metric {
  return { namespace: 'Simulated', name: NAMES[aspect], dimensions: { Target: target.name } };
}

export function traffic(metrics: Metrics): Traffic {
  const stretches = new Map<string, Stretch[]>();
  const usually = new Map<string, number>();

  function serve(target: TargetDefinition, usual = USUAL_REQUESTS): void {
    const own = stretchesOf(target.name);
    usually.set(target.name, usual);
    // Zero requests are no data: CloudWatch gets a point only from something that happened.
    const requests = (stretch?: Stretch) =>
      stretch?.isUnreported ? undefined : (stretch?.requestsPerMinute ?? usual) || undefined;
    const errors = (stretch?: Stretch) =>
      requests(stretch) === undefined ? undefined : (stretch?.errorsPerMinute ?? 0);
    metrics.source(metricOf(target, 'errors'), sourceOf(own, errors), target);
    for (const aspect of ['latency', 'saturation'] as const) {
      const value = (stretch?: Stretch) =>
        requests(stretch) === undefined ? undefined : USUAL[aspect];
      metrics.source(metricOf(target, aspect), sourceOf(own, value), target);
    }
    if (target.dataPoints === undefined) return;
    const { namespace, metric, dimensions } = target.dataPoints;
    const place = placeOfMetric(target.dataPoints, target);
    metrics.source({ namespace, name: metric, dimensions }, sourceOf(own, requests), place);
  }

  function stretchesOf(targetName: string): Stretch[] {
    const own = stretches.get(targetName) ?? [];
    stretches.set(targetName, own);
    return own;
  }

  function requestsAt(targetName: string, at: number): number {
    const usual = usually.get(targetName) ?? USUAL_REQUESTS;
    return stretchAt(stretchesOf(targetName), at)?.requestsPerMinute ?? usual;
  }

  return {
    serve,
    requestsAt,
    reportsAt: (targetName, at) => !stretchAt(stretchesOf(targetName), at)?.isUnreported,
    add: (targetName, stretch) => void stretchesOf(targetName).push(stretch),
  };
}

function stretchAt(stretches: readonly Stretch[], at: number): Stretch | undefined {
  return stretches.findLast(
    (each) => each.from <= at && at < (each.until ?? Number.POSITIVE_INFINITY),
  );
}

/** One sample a minute; none where there is no value. */
function sourceOf(
  stretches: readonly Stretch[],
  amountOf: (stretch?: Stretch) => number | undefined,
): Source {
  return function* samples(from: number, to: number): Iterable<Sample> {
    for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE) {
      const value = amountOf(stretchAt(stretches, at));
      if (value !== undefined) yield { at, value };
    }
  };
}
