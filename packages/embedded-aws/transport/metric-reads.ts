// What GetMetricData is paid by: not its calls, as all else of CloudWatch's API, but the metrics that they ask for.

export interface MetricReads {
  readonly calls: number;
  readonly metrics: number;
}

export interface MetricMeter {
  note(service: string, operation: string, input: unknown): void;
  reads(): MetricReads;
}

/** Counts calls that are answered. An expression is not paid for, the metrics that it is made of are. */
export function metricMeter(): MetricMeter {
  let [calls, metrics] = [0, 0];
  return {
    note(service, operation, input) {
      if (service !== 'cloudwatch' || operation !== 'GetMetricData') return;
      const { MetricDataQueries: queries } = (input ?? {}) as { MetricDataQueries?: unknown };
      calls += 1;
      metrics += Array.isArray(queries) ? queries.filter((it) => it?.MetricStat).length : 0;
    },
    reads: () => ({ calls, metrics }),
  };
}
