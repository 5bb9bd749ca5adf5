// The events that tell of a change which others make. Of each only a few short words are kept.

import * as z from 'zod';
import { type Change, deploymentGroupNode } from './change.ts';
import { type CloudTrailCall, cloudTrailCall, touchedBy } from './cloudtrail-call.ts';
import { isOfTidegate } from './stack-contents.ts';

/** A name that AWS gives: no blanks, no markup, no end of a line. */
const name = z.string().regex(/^[\w.:/@+=-]{1,256}$/);

const envelope = {
  id: z.string().regex(/^[\w-]{1,64}$/),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().regex(/^[a-z0-9-]{1,32}$/),
  time: z.iso.datetime(),
};

const deployment = z.object({
  ...envelope,
  'detail-type': z.literal('CodeDeploy Deployment State-change Notification'),
  detail: z.object({
    deploymentId: name,
    application: name,
    deploymentGroup: name,
    state: z.enum(['START', 'SUCCESS', 'FAILURE', 'STOP']),
  }),
});

const stack = z.object({
  ...envelope,
  'detail-type': z.literal('CloudFormation Stack Status Change'),
  detail: z.object({
    'stack-id': z.string().regex(/^arn:[\w-]+:cloudformation:[\w-]+:\d{12}:stack\/[\w-]{1,128}\//),
    'status-details': z.object({ status: z.string().regex(/^[A-Z_]{1,64}$/) }),
    'client-request-token': z.string().max(128).optional(),
  }),
});

const service = z.object({
  ...envelope,
  'detail-type': z.literal('ECS Deployment State Change'),
  resources: z.tuple([z.string().regex(/^arn:[\w-]+:ecs:[\w-]+:\d{12}:service\/[\w/-]{1,512}$/)]),
  detail: z.object({
    eventName: z.string().regex(/^SERVICE_DEPLOYMENT_[A-Z_]{1,32}$/),
    deploymentId: name,
  }),
});

const call = z.object({
  ...envelope,
  'detail-type': z.literal('AWS API Call via CloudTrail'),
  detail: cloudTrailCall,
});

export const changeEvent = z.discriminatedUnion('detail-type', [deployment, stack, service, call]);

export type ChangeEvent = z.output<typeof changeEvent>;

/**
 * The change that an event tells of; undefined where it tells of none.
 *
 *     CodeDeploy, START of shop/live         →  begun, 'deployment d-1 of shop/live', on codedeploy shop/live
 *     CloudFormation, UPDATE_COMPLETE        →  ended, 'stack shop-network UPDATE_COMPLETE'
 *     ECS, SERVICE_DEPLOYMENT_COMPLETED      →  ended, 'deployment of service prod/payments', on ecs prod/payments
 *     CloudTrail, UpdateFunctionCode of shop →  done, 'UpdateFunctionCode of shop', on lambda shop
 *     CloudTrail, a call of our own          →  undefined
 */
export function changeOf(event: ChangeEvent): Change | undefined {
  const told = toldBy(event);
  if (told === undefined) return undefined;
  const { id, account, region, time } = event;
  return { kind: 'change', id, at: new Date(time).toISOString(), account, region, ...told };
}

type Told = Pick<Change, 'operation' | 'phase' | 'what' | 'by' | 'nodes'>;

function toldBy(event: ChangeEvent): Told | undefined {
  switch (event['detail-type']) {
    case 'CodeDeploy Deployment State-change Notification':
      return ofDeployment(event.detail);
    case 'CloudFormation Stack Status Change':
      return ofStack(event.id, event.detail);
    case 'ECS Deployment State Change':
      return ofService(event.resources[0], event.detail);
    case 'AWS API Call via CloudTrail':
      return ofCall(event.id, event.detail);
  }
}

function ofDeployment({
  deploymentId,
  application,
  deploymentGroup,
  state,
}: z.output<typeof deployment>['detail']): Told {
  return {
    operation: deploymentOperation(deploymentId),
    phase: state === 'START' ? 'begun' : 'ended',
    what: `deployment ${deploymentId} of ${application}/${deploymentGroup}`,
    nodes: [deploymentGroupNode(application, deploymentGroup)],
  };
}

export function deploymentOperation(deployment: string): string {
  return `deployment ${deployment}`;
}

/** An update without a token of its own cannot be told from the next one: its end then stands alone. */
function ofStack(id: string, detail: z.output<typeof stack>['detail']): Told | undefined {
  const { 'stack-id': arn, 'client-request-token': token } = detail;
  const { status } = detail['status-details'];
  // A change set waits to be looked at: nothing has changed.
  if (status === 'REVIEW_IN_PROGRESS') return undefined;
  // Whoever began it has noted whose it is.
  if (token && isOfTidegate(token)) return undefined;
  const [, stackName = arn] = arn.split('/');
  const isBeginning = status.endsWith('_IN_PROGRESS');
  if (isBeginning && !token) return undefined;
  return {
    operation: token ? `stack ${stackName} ${token}` : `stack ${stackName} ${id}`,
    phase: isBeginning ? 'begun' : token ? 'ended' : 'done',
    what: `stack ${stackName} ${status}`,
    nodes: [`stack ${stackName}`],
  };
}

function ofService(arn: string, detail: z.output<typeof service>['detail']): Told {
  const [, service = arn] = arn.split(':service/');
  const isBeginning = detail.eventName === 'SERVICE_DEPLOYMENT_IN_PROGRESS';
  return {
    operation: deploymentOperation(detail.deploymentId),
    phase: isBeginning ? 'begun' : 'ended',
    what: `deployment of service ${service}`,
    nodes: [`ecs ${service}`],
  };
}

function ofCall(id: string, detail: CloudTrailCall): Told | undefined {
  const touched = touchedBy(detail);
  return touched && { operation: `call ${id}`, phase: 'done', ...touched };
}
