// What ECS tells EventBridge of a service: its deployments by a name that no API takes, and each pause.

import { partitionOf } from '../../partition.ts';
import type { NewEvent } from '../events/event.ts';
import type { Place } from '../places.ts';
import type { Hook, Run, Service } from './service.ts';

export type EventName =
  | 'SERVICE_DEPLOYMENT_IN_PROGRESS'
  | 'SERVICE_DEPLOYMENT_COMPLETED'
  | 'SERVICE_DEPLOYMENT_FAILED';

export function ecsArn({ account, region }: Place, resource: string): string {
  return `arn:${partitionOf(region)}:ecs:${region}:${account}:${resource}`;
}

export function serviceArn(service: Service): string {
  return ecsArn(service, `service/${service.cluster}/${service.name}`);
}

export function runArn({ service, id }: Run): string {
  return ecsArn(service, `service-deployment/${service.cluster}/${service.name}/${id}`);
}

export function deploymentEvent(run: Run, eventName: EventName, reason: string): NewEvent {
  const { service, eventId } = run;
  return {
    'detail-type': 'ECS Deployment State Change',
    source: 'aws.ecs',
    account: service.account,
    region: service.region,
    resources: [serviceArn(service)],
    detail: {
      eventType: eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
      eventName,
      deploymentId: eventId,
      reason: `ECS deployment ${eventId} ${reason}`,
    },
  };
}

export function hookEvent(run: Run, { id, stage }: Hook): NewEvent {
  const { service } = run;
  return {
    'detail-type': 'ECS Hook State Change',
    source: 'aws.ecs',
    account: service.account,
    region: service.region,
    resources: [serviceArn(service)],
    detail: {
      eventType: 'INFO',
      eventName: 'HOOK_AWAITING_ACTION',
      serviceDeploymentArn: runArn(run),
      lifecycleStage: stage,
      hookId: id,
    },
  };
}
