// A deployment group, its client, and what was heard of it.

import {
  CodeDeployClient,
  CreateDeploymentCommand,
  GetDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import type { GroupDefinition } from '../../services/codedeploy/deployments.ts';
import type { AwsEvent } from '../../services/events/event.ts';
import { embedded, home } from '../embedded.ts';

export const group = { applicationName: 'checkout-api', deploymentGroupName: 'prod' };

export function lambdaGroup(options: Partial<GroupDefinition> = {}) {
  const world = deploying({ platform: 'Lambda', ...options });
  const checkout = world.aws.lambda.register({ ...home, name: 'checkout', aliases: ['live'] });
  checkout.versions.push({ ...checkout.versions[0]!, number: '2' });
  const running = () => {
    const { version, weights } = world.aws.lambda.running('checkout', 'live', home);
    return { version: version.number, weights };
  };
  return { ...world, running };
}

export function serverGroup(options: Partial<GroupDefinition> = {}) {
  const world = deploying({ platform: 'Server', instances: ['i-1', 'i-2'], ...options });
  world.aws.s3.objects.create('artifacts', home.account, home.region);
  world.aws.s3.objects.put('artifacts', 'one.zip', { body: 'one' });
  return world;
}

export function deploying(options: Partial<GroupDefinition> & Pick<GroupDefinition, 'platform'>) {
  const world = embedded();
  const events: AwsEvent[] = [];
  world.aws.events.subscribe((event) => events.push(event));
  const made = world.aws.codeDeploy.addGroup({
    ...home,
    application: 'checkout-api',
    name: 'prod',
    ...options,
  });
  const codedeploy = new CodeDeployClient(world.aws.sdkConfig());
  const get = async (deploymentId: string) =>
    (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo!;
  const states = () => events.map(({ detail }) => (detail as { state: string }).state);
  return { ...world, made, events, states, codedeploy, get };
}

export function shiftTo(
  TargetVersion: string,
  CurrentVersion = '1',
  deploymentConfigName?: string,
) {
  const Properties = { Name: 'checkout', Alias: 'live', CurrentVersion, TargetVersion };
  const content = JSON.stringify({
    version: 0,
    Resources: [{ checkout: { Type: 'AWS::Lambda::Function', Properties } }],
  });
  return new CreateDeploymentCommand({
    ...group,
    ...(deploymentConfigName && { deploymentConfigName }),
    revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
  });
}

export const install = (key: string) =>
  new CreateDeploymentCommand({
    ...group,
    revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key, bundleType: 'zip' } },
  });
