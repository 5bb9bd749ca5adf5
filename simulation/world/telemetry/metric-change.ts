// How a scenario says that a metric changes, and which metrics a target has to change.

import * as z from 'zod';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { measuresOf } from '../../../core/watch/measures.ts';
import type { MetricShift } from './shifts.ts';
import { measuresInGroups } from './target-groups.ts';

/** The words of a change, which stand beside whose it is and when. */
export const metricChange = {
  node: z
    .string()
    .optional()
    .meta({
      description:
        'Of which resource of the target, which metric of its own, or which service that it calls, as X-Ray sees it. Default: its first resource.',
      examples: ['sqs orders', 'metric Shop/PaymentsRefused', 'xray ecs payments'],
    }),
  latencyFactor: z
    .number()
    .positive()
    .optional()
    .meta({ description: 'How many times as long all requests take.' }),
  errorPercent: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .meta({ description: 'How many of a hundred requests fail, besides the usual ones.' }),
  metric: z
    .string()
    .optional()
    .meta({
      description:
        'Any other metric of the node, by its name in docs/judge.md, with a factor or a value.',
      examples: ['throttles', 'cpu'],
    }),
  factor: z.number().min(0).optional().meta({ description: 'How many times its usual value.' }),
  value: z.number().optional().meta({ description: 'In place of its usual value, each minute.' }),
};

const changeSchema = z.object(metricChange);
export type MetricChange = z.output<typeof changeSchema>;

/** A factor or a value is of a metric. */
export function hasItsMetric({ metric, factor, value }: MetricChange): boolean {
  return metric !== undefined || (factor === undefined && value === undefined);
}

export const NEEDS_METRIC = 'expected the metric that the factor or value is of, got none';

/** The names of what can change: of requests `latency` and `errors`, and all that is a metric of its own. */
export function changeableOf(
  target: TargetDefinition,
  tracedNodes: readonly string[] = [],
): Map<string, readonly string[]> {
  const names = [...measuresOf(target), ...measuresInGroups(target)].map(
    ({ node, kind, name, reading }) => {
      const isLatency = kind === 'latency' && reading.least === undefined;
      return { node, name: isLatency ? 'latency' : name };
    },
  );
  const byNode = Map.groupBy(
    names.filter(({ name }) => !NOT_CHANGED.has(name)),
    ({ node }) => node,
  );
  const traced = tracedNodes.map((node): [string, string[]] => [node, ['latency', 'errors']]);
  return new Map([
    ...[...byNode].map(([node, all]): [string, string[]] => [
      node,
      [...new Set(all.map((it) => it.name))],
    ]),
    ...traced,
  ]);
}

/** Follow from others: requests are the target's traffic, slow ones those that take long. */
const NOT_CHANGED: ReadonlySet<string> = new Set([
  'requests',
  'messages received',
  'capacity units',
  'slow requests',
]);

export function nodeOfChange(target: TargetDefinition, { node }: MetricChange): string | undefined {
  return node ?? measuresOf(target)[0]?.node;
}

/** The shifts that a change makes, without their time. */
export function shiftsOf(
  target: TargetDefinition,
  change: MetricChange,
): Omit<MetricShift, 'from' | 'until'>[] {
  const node = nodeOfChange(target, change);
  if (node === undefined) return [];
  const { latencyFactor, errorPercent, metric, factor, value } = change;
  return [
    ...(latencyFactor === undefined ? [] : [{ node, metric: 'latency', factor: latencyFactor }]),
    ...(errorPercent === undefined ? [] : [{ node, metric: 'errors', percent: errorPercent }]),
    ...(metric === undefined
      ? []
      : [
          {
            node,
            metric,
            ...(factor !== undefined && { factor }),
            ...(value !== undefined && { value }),
          },
        ]),
  ];
}
