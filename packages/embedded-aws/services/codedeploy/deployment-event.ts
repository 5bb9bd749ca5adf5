// `CodeDeploy Deployment State-change Notification`: what it carries is little, and its words are not the API's.

import type { NewEvent } from '../events/event.ts';
import type { Deployment } from './deployments.ts';

export type EventState = 'START' | 'READY' | 'SUCCESS' | 'FAILURE' | 'STOP';

export function deploymentEvent({ id, group }: Deployment, state: EventState): NewEvent {
  const { account, region, application, name } = group;
  const arn = `arn:aws:codedeploy:${region}:${account}`;
  return {
    'detail-type': 'CodeDeploy Deployment State-change Notification',
    source: 'aws.codedeploy',
    account,
    region,
    resources: [
      `${arn}:application:${application}`,
      `${arn}:deploymentgroup:${application}/${name}`,
    ],
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
