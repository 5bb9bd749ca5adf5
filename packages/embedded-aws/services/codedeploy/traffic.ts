// How a deployment configuration moves traffic, or instances, over time.

export interface TrafficStep {
  readonly afterSeconds: number;
  /** The share of traffic on the new version from then on, in (0, 1]. */
  readonly share: number;
}

/**
 * The steps of a Lambda configuration; undefined when there is no such configuration.
 *
 *     LambdaAllAtOnce                    100 % at once
 *     LambdaCanary10Percent5Minutes      10 % at once, 100 % after 300 s
 *     LambdaLinear10PercentEvery1Minute  10 % at once, 10 % more each 60 s
 */
export function trafficSteps(configName: string): readonly TrafficStep[] | undefined {
  const name = configName.replace(/^CodeDeployDefault\./, '');
  if (name === 'LambdaAllAtOnce') return [{ afterSeconds: 0, share: 1 }];
  const canary = /^LambdaCanary(\d+)Percent(\d+)Minutes?$/.exec(name);
  if (canary) return canarySteps(Number(canary[1]) / 100, Number(canary[2]) * 60);
  const linear = /^LambdaLinear(\d+)PercentEvery(\d+)Minutes?$/.exec(name);
  if (linear) return linearSteps(Number(linear[1]) / 100, Number(linear[2]) * 60);
  return undefined;
}

function canarySteps(share: number, seconds: number): TrafficStep[] {
  return [
    { afterSeconds: 0, share },
    { afterSeconds: seconds, share: 1 },
  ];
}

function linearSteps(share: number, seconds: number): TrafficStep[] {
  const count = Math.ceil(1 / share);
  return Array.from({ length: count }, (_, index) => ({
    afterSeconds: index * seconds,
    share: Math.min(1, Math.round(share * (index + 1) * 1e6) / 1e6),
  }));
}

/**
 * How many instances of so many a Server configuration changes at once; undefined when there is no such
 * configuration.
 */
export function instancesAtOnce(configName: string, instances: number): number | undefined {
  const name = configName.replace(/^CodeDeployDefault\./, '');
  if (name === 'AllAtOnce') return Math.max(1, instances);
  if (name === 'HalfAtATime') return Math.max(1, Math.floor(instances / 2));
  return name === 'OneAtATime' ? 1 : undefined;
}
