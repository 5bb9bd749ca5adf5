// CodeDeploy's predefined deployment configurations, as the API shows them.

import { AwsError } from '../../service.ts';
import { instancesAtOnce, trafficSteps } from './traffic.ts';

/** All that CodeDeploy has for Lambda functions and for instances. */
export const CONFIG_NAMES: readonly string[] = [
  ...['OneAtATime', 'HalfAtATime', 'AllAtOnce'],
  'LambdaAllAtOnce',
  ...['5', '10', '15', '30'].map((minutes) => `LambdaCanary10Percent${minutes}Minutes`),
  ...['1', '2', '3', '10'].map(
    (minutes) => `LambdaLinear10PercentEvery${minutes}Minute${minutes === '1' ? '' : 's'}`,
  ),
].map((name) => `CodeDeployDefault.${name}`);

const MADE_AT = new Date('2017-11-01T00:00:00Z');

export function configForm(name: string) {
  const shown = { deploymentConfigName: name, createTime: MADE_AT };
  const steps = trafficSteps(name);
  if (steps)
    return {
      ...shown,
      computePlatform: 'Lambda',
      trafficRoutingConfig: routingOf(name),
    };
  if (instancesAtOnce(name, 2) === undefined)
    throw new AwsError(
      'DeploymentConfigDoesNotExistException',
      `No deployment configuration found for name: ${name}`,
    );
  return { ...shown, computePlatform: 'Server', minimumHealthyHosts: healthyHosts(name) };
}

function routingOf(name: string) {
  const [, kind, percent, minutes] =
    /Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)/.exec(name) ?? [];
  if (kind === 'Canary')
    return {
      type: 'TimeBasedCanary',
      timeBasedCanary: { canaryPercentage: Number(percent), canaryInterval: Number(minutes) },
    };
  if (kind === 'Linear')
    return {
      type: 'TimeBasedLinear',
      timeBasedLinear: { linearPercentage: Number(percent), linearInterval: Number(minutes) },
    };
  return { type: 'AllAtOnce' };
}

function healthyHosts(name: string) {
  if (name.endsWith('HalfAtATime')) return { type: 'FLEET_PERCENT', value: 50 };
  if (name.endsWith('OneAtATime')) return { type: 'FLEET_PERCENT', value: 99 };
  return { type: 'HOST_COUNT', value: 0 };
}
