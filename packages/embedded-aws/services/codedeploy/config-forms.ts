// CodeDeploy's deployment configurations, its own and those that were made, as the API shows them.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { text } from '../input.ts';
import type { State } from './new-deployment.ts';
import { type Configuration, predefined, type Routing } from './traffic.ts';

/** All that CodeDeploy has for Lambda functions, for instances and for services of ECS. */
export const CONFIG_NAMES: readonly string[] = [
  ...['OneAtATime', 'HalfAtATime', 'AllAtOnce'],
  'LambdaAllAtOnce',
  ...['5', '10', '15', '30'].map((minutes) => `LambdaCanary10Percent${minutes}Minutes`),
  ...['1', '2', '3', '10'].map(
    (minutes) => `LambdaLinear10PercentEvery${minutes}Minute${minutes === '1' ? '' : 's'}`,
  ),
  'ECSAllAtOnce',
  ...['5', '15'].map((minutes) => `ECSCanary10Percent${minutes}Minutes`),
  ...['1', '3'].map((minutes) => `ECSLinear10PercentEvery${minutes}Minutes`),
].map((name) => `CodeDeployDefault.${name}`);

const MADE_AT = new Date('2017-11-01T00:00:00Z');

/** What a configuration does; undefined when there is none of that name. */
export function configurationNamed({ configs }: State, name: string): Configuration | undefined {
  return configs.get(name)?.configuration ?? predefined(name);
}

export function configForm(state: State, name: string) {
  const configuration = configurationNamed(state, name);
  if (configuration === undefined)
    throw new AwsError(
      'DeploymentConfigDoesNotExistException',
      `No deployment configuration found for name: ${name}`,
    );
  const made = state.configs.get(name);
  return {
    deploymentConfigName: name,
    createTime: made?.createdAt ?? MADE_AT,
    ...(made && { deploymentConfigId: made.id }),
    computePlatform: configuration.platform,
    ...(configuration.platform === 'Server'
      ? { minimumHealthyHosts: configuration.healthy }
      : { trafficRoutingConfig: routingForm(configuration.routing) }),
  };
}

function routingForm(routing: Routing) {
  switch (routing.type) {
    case 'AllAtOnce':
      return { type: routing.type };
    case 'TimeBasedCanary': {
      const { type, percent, minutes } = routing;
      return {
        type,
        timeBasedCanary: { canaryPercentage: percent, canaryInterval: minutes },
      };
    }
    case 'TimeBasedLinear': {
      const { type, percent, minutes } = routing;
      return {
        type,
        timeBasedLinear: { linearPercentage: percent, linearInterval: minutes },
      };
    }
  }
}

const percentage = z.int().min(1).max(99);
const interval = z.int().min(1);

export const CreateConfig = z.object({
  deploymentConfigName: text,
  computePlatform: z.enum(['Lambda', 'Server', 'ECS']).default('Server'),
  minimumHealthyHosts: z
    .object({ type: z.enum(['HOST_COUNT', 'FLEET_PERCENT']), value: z.int().min(0) })
    .optional(),
  trafficRoutingConfig: z
    .object({
      type: z.enum(['AllAtOnce', 'TimeBasedCanary', 'TimeBasedLinear']),
      timeBasedCanary: z
        .object({ canaryPercentage: percentage, canaryInterval: interval })
        .optional(),
      timeBasedLinear: z
        .object({ linearPercentage: percentage, linearInterval: interval })
        .optional(),
    })
    .optional(),
});

/** What CreateDeploymentConfig is given, read. Throws CodeDeploy's own error for what says nothing that it could do. */
export function configurationFrom(asked: z.output<typeof CreateConfig>): Configuration {
  const { computePlatform: platform } = asked;
  if (platform === 'Server') {
    if (asked.minimumHealthyHosts === undefined)
      throw new AwsError(
        'InvalidMinimumHealthyHostValueException',
        'A minimum healthy hosts value must be specified for the Server compute platform.',
      );
    return { platform: 'Server', healthy: asked.minimumHealthyHosts };
  }
  const { type, timeBasedCanary, timeBasedLinear } = asked.trafficRoutingConfig ?? {};
  if (type === 'AllAtOnce') return { platform, routing: { type } };
  if (type === 'TimeBasedCanary' && timeBasedCanary) {
    const { canaryPercentage: percent, canaryInterval: minutes } = timeBasedCanary;
    return { platform, routing: { type, percent, minutes } };
  }
  if (type === 'TimeBasedLinear' && timeBasedLinear) {
    const { linearPercentage: percent, linearInterval: minutes } = timeBasedLinear;
    return { platform, routing: { type, percent, minutes } };
  }
  throw new AwsError(
    'InvalidTrafficRoutingConfigurationException',
    `A traffic routing configuration with its percentage and its interval must be specified for the ${platform} compute platform.`,
  );
}
