// What a call needs besides the action that it is named for.

import type { Call } from '../service.ts';
import { arn, bucketArn, type Input } from './permissions.ts';

/** What an operation needs besides its own action, of the caller too. */
export function besides(
  service: string,
  operation: string,
  input: unknown,
  call: Call,
): readonly { readonly action: string; readonly resource: string }[] {
  const asked = input as Input;
  if (service === 'lambda' && operation === 'UpdateFunctionCode' && asked.S3Bucket) {
    const action = asked.S3ObjectVersion ? 's3:GetObjectVersion' : 's3:GetObject';
    return [{ action, resource: bucketArn(call, `${asked.S3Bucket}/${asked.S3Key}`) }];
  }
  if (service === 'codedeploy' && operation === 'CreateDeployment')
    return ofDeployment(asked, call);
  if (service === 'states' && operation === 'UpdateStateMachine') return ofMachine(asked);
  if (service === 'cloudformation') return ofTemplate(asked, call);
  if (service === 'ecs' && operation === 'RegisterTaskDefinition') return ofDefinition(asked, call);
  return [];
}

/** Whoever deploys registers what is deployed; whoever leaves a group's alarms out may change the group. */
function ofDeployment(asked: Input, call: Call) {
  const { applicationName: name, deploymentGroupName, overrideAlarmConfiguration: alarms } = asked;
  const of = (action: string, resource: string) => ({
    action: `codedeploy:${action}`,
    resource: arn('codedeploy', call, resource),
  });
  return [
    of('RegisterApplicationRevision', `application:${name}`),
    of('GetApplicationRevision', `application:${name}`),
    ...(alarms
      ? [of('UpdateDeploymentGroup', `deploymentgroup:${name}/${deploymentGroupName}`)]
      : []),
  ];
}

/**
 * Whoever gives a machine another role hands that on; whoever publishes with the update needs the one call's
 * action too.
 */
function ofMachine({ stateMachineArn, roleArn, publish }: Input) {
  const passed = typeof roleArn === 'string' ? [{ action: 'iam:PassRole', resource: roleArn }] : [];
  const resource = String(stateMachineArn);
  return publish ? [...passed, { action: 'states:PublishStateMachineVersion', resource }] : passed;
}

/** Whoever has CloudFormation change a stack hands a role on; a template that lies in S3 is read as its caller. */
function ofTemplate(asked: Input, call: Call) {
  const { RoleARN, AdministrationRoleARN, TemplateURL } = asked;
  const roles = [RoleARN, AdministrationRoleARN].filter((role) => typeof role === 'string');
  const passed = roles.map((resource) => ({ action: 'iam:PassRole', resource }));
  if (typeof TemplateURL !== 'string') return passed;
  const { hostname, pathname, searchParams } = new URL(TemplateURL);
  const resource = bucketArn(call, `${hostname.split('.s3.')[0]}${pathname}`);
  const action = searchParams.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject';
  return [...passed, { action, resource }];
}

/** Whoever registers a task definition hands its roles on, and writes its tags. */
function ofDefinition(asked: Input, call: Call) {
  const roles = ['taskRoleArn', 'executionRoleArn'].flatMap((key) => asked[key] ?? []);
  const passed = roles.map((role) => ({ action: 'iam:PassRole', resource: String(role) }));
  const tags = (asked.tags as unknown[] | undefined) ?? [];
  const resource = arn('ecs', call, `task-definition/${asked.family}:*`);
  return tags.length > 0 ? [...passed, { action: 'ecs:TagResource', resource }] : passed;
}
