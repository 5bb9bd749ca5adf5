// `CodeDeploy Deployment State-change Notification`: what it carries is little, and its words are not the API's.

import { partitionOf } from '../../partition.ts';
import type { NewEvent } from '../events/event.ts';
import type { Deployment, Group } from './deployments.ts';

export type EventState = 'START' | 'READY' | 'SUCCESS' | 'FAILURE' | 'STOP';

function codedeployArn(region: string, account: string): string {
  return `arn:${partitionOf(region)}:codedeploy:${region}:${account}`;
}

export function groupArn({ account, region, application, name }: Group): string {
  return `${codedeployArn(region, account)}:deploymentgroup:${application}/${name}`;
}

export function deploymentEvent({ id, group }: Deployment, state: EventState): NewEvent {
  const { account, region, application, name } = group;
  const arn = codedeployArn(region, account);
  return {
    'detail-type': 'CodeDeploy Deployment State-change Notification',
    source: 'aws.codedeploy',
    account,
    region,
    resources: [`${arn}:application:${application}`, groupArn(group)],
    detail: {
      region,
      deploymentId: id,
      instanceGroupId: group.id,
      deploymentGroup: name,
      state,
      application,
    },
  };
}
