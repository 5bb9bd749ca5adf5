// An error count that a test turns up and down, an alarm client, and what was heard.

import { readFileSync } from 'node:fs';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import type { AwsEvent } from '../../services/events/event.ts';
import { embedded, home } from '../embedded.ts';

export const MINUTE = 60_000;
const errors = { namespace: 'Shop', name: 'Errors' };

/** A world whose error count per minute is what `level` says at that time. */
export function watching() {
  const world = embedded();
  const events: AwsEvent[] = [];
  const since: { at: number; value: number | undefined }[] = [{ at: 0, value: 0 }];
  world.aws.events.subscribe((event) => events.push(event));
  world.aws.cloudWatch.metrics.source(
    errors,
    (from, to) => {
      const samples = [];
      for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE) {
        const { value } = since.findLast((each) => each.at <= at)!;
        if (value !== undefined) samples.push({ at, value });
      }
      return samples;
    },
    home,
  );
  const become = (value: number | undefined) => {
    since.push({ at: world.clock.millis(), value });
  };
  const cloudwatch = new CloudWatchClient(world.aws.sdkConfig());
  const put = (name: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
    cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: 'Shop',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        ...more,
      }),
    );
  const state = (name: string) => world.aws.cloudWatch.alarms.find(name, home)!.state.value;
  return { ...world, events, become, cloudwatch, put, state };
}

export function everyMinute(value: number) {
  return (from: number, to: number) => {
    const samples = [];
    for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE)
      samples.push({ at, value });
    return samples;
  };
}

/** The names in an event, however deep; a metric's dimensions are whatever they are. */
export function namesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(namesOf);
  if (typeof value !== 'object' || value === null) return '';
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    name === 'dimensions' ? '' : namesOf(each),
  ]);
  return Object.fromEntries(entries.sort());
}

export function sampleEvent(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../events/${name}.json`, import.meta.url), 'utf8'));
}
