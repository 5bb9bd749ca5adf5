// How a deployment configuration moves traffic, or instances, over time.

export interface TrafficStep {
  readonly afterSeconds: number;
  /** The share of traffic on the new version from then on, in (0, 1]. */
  readonly share: number;
}

/** How a configuration for Lambda functions moves traffic: at once, a share first, or a share each so many minutes. */
export type Routing =
  | { readonly type: 'AllAtOnce' }
  | {
      readonly type: 'TimeBasedCanary' | 'TimeBasedLinear';
      readonly percent: number;
      readonly minutes: number;
    };

/** How many instances a configuration for servers leaves alone. */
export interface Healthy {
  readonly type: 'HOST_COUNT' | 'FLEET_PERCENT';
  readonly value: number;
}

export type Configuration =
  | { readonly platform: 'Lambda' | 'ECS'; readonly routing: Routing }
  | { readonly platform: 'Server'; readonly healthy: Healthy };

/** A configuration that somebody made. */
export interface MadeConfig {
  readonly configuration: Configuration;
  readonly id: string;
  readonly createdAt: Date;
}

/**
 * What a configuration of CodeDeploy's own does; undefined when there is none of that name.
 *
 *     LambdaAllAtOnce                    100 % at once
 *     LambdaCanary10Percent5Minutes      10 % at once, 100 % after 300 s
 *     LambdaLinear10PercentEvery1Minute  10 % at once, 10 % more each 60 s
 *     HalfAtATime                        half of the instances stay as they are
 */
export function predefined(configName: string): Configuration | undefined {
  const name = configName.replace(/^CodeDeployDefault\./, '');
  const [, whose, kind, percent, minutes] =
    /^(Lambda|ECS)(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?$/.exec(name) ?? [];
  if (kind !== undefined) {
    const type = kind === 'Canary' ? 'TimeBasedCanary' : 'TimeBasedLinear';
    const routing = { type, percent: Number(percent), minutes: Number(minutes) } as const;
    return { platform: whose === 'ECS' ? whose : 'Lambda', routing };
  }
  switch (name) {
    case 'LambdaAllAtOnce':
      return { platform: 'Lambda', routing: { type: 'AllAtOnce' } };
    case 'ECSAllAtOnce':
      return { platform: 'ECS', routing: { type: 'AllAtOnce' } };
    case 'AllAtOnce':
      return { platform: 'Server', healthy: { type: 'HOST_COUNT', value: 0 } };
    case 'HalfAtATime':
      return { platform: 'Server', healthy: { type: 'FLEET_PERCENT', value: 50 } };
    case 'OneAtATime':
      return { platform: 'Server', healthy: { type: 'FLEET_PERCENT', value: 99 } };
    default:
      return undefined;
  }
}

/** The steps in which traffic moves. */
export function trafficSteps(routing: Routing): readonly TrafficStep[] {
  if (routing.type === 'AllAtOnce') return [{ afterSeconds: 0, share: 1 }];
  const { percent, minutes } = routing;
  const [share, seconds] = [percent / 100, minutes * 60];
  return routing.type === 'TimeBasedCanary'
    ? canarySteps(share, seconds)
    : linearSteps(share, seconds);
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
 * How many of so many instances a configuration changes at once, one at least.
 *
 *     HOST_COUNT 0, 4 instances      →  4
 *     FLEET_PERCENT 50, 5 instances  →  2: three stay healthy
 *     FLEET_PERCENT 99, 4 instances  →  1
 */
export function instancesAtOnce({ type, value }: Healthy, instances: number): number {
  const kept = type === 'HOST_COUNT' ? value : Math.ceil((instances * value) / 100);
  return Math.max(1, instances - kept);
}
