// A call of an AWS API that changes what runs, as CloudTrail tells of it.

import * as z from 'zod';
import { deploymentGroupNode } from './change.ts';

/** A value of no other shape is as good as none. */
const word = z
  .string()
  .regex(/^[\w.:/@+=-]{1,512}$/)
  .optional()
  .catch(undefined);

const parameters = z
  .object({
    functionName: word,
    applicationName: word,
    deploymentGroupName: word,
    cluster: word,
    service: word,
    tableName: word,
    queueUrl: word,
    autoScalingGroupName: word,
    targetGroupArn: word,
    groupId: word,
    stateMachineArn: word,
    stateMachineAliasArn: word,
    name: word,
  })
  .partial()
  .nullish()
  .catch(undefined);

export const cloudTrailCall = z.object({
  eventSource: z.string().regex(/^[a-z0-9-]{1,64}\.amazonaws\.com$/),
  eventName: z.string().regex(/^[A-Z]\w{1,127}$/),
  /** There is one where the call was refused: nothing has changed. */
  errorCode: z.string().optional(),
  userIdentity: z.object({ arn: word, invokedBy: word }).partial().optional().catch(undefined),
  requestParameters: parameters,
});

export type CloudTrailCall = z.output<typeof cloudTrailCall>;
type Parameters = NonNullable<CloudTrailCall['requestParameters']>;

/** `shop` or `shop:live`, of an ARN. */
const afterMachine = (arn: string) => arn.replace(/^.*:stateMachine:/s, '');

/** The end of an ARN, a URL or a path, which a name may be given as. */
const last = (text: string | undefined) => text?.split(/[:/]/).at(-1);

const lambda = ({ functionName }: Parameters) =>
  functionName && `lambda ${functionOf(functionName)}`;
const alias = ({ functionName, name }: Parameters) =>
  functionName && `lambda ${functionOf(functionName)}${name ? `:${name}` : ''}`;
const group = ({ groupId }: Parameters) => groupId && `security-group ${groupId}`;
const autoScaling = ({ autoScalingGroupName: it }: Parameters) => it && `ec2 ${it}`;
const ecs = ({ cluster, service }: Parameters) =>
  service && `ecs ${last(cluster) ?? 'default'}/${last(service)}`;
const deployment = ({ applicationName, deploymentGroupName }: Parameters) =>
  applicationName &&
  deploymentGroupName &&
  deploymentGroupNode(applicationName, deploymentGroupName);
const machine = ({ stateMachineArn: it }: Parameters) => it && `machine ${afterMachine(it)}`;
const machineAlias = ({ stateMachineAliasArn: it }: Parameters) =>
  it && `machine ${afterMachine(it)}`;
const nothingKnown = () => undefined;
const balancing = ({ targetGroupArn: it }: Parameters) =>
  it && `loadBalancer ${it.slice(it.indexOf('targetgroup/'))}`;

/** The calls that are heard of, and the node that each touches. `serverless.yml` listens for the same. */
const CALLS: ReadonlyMap<string, (given: Parameters) => string | undefined> = new Map([
  ['lambda:UpdateFunctionCode', lambda],
  ['lambda:UpdateFunctionConfiguration', lambda],
  ['lambda:UpdateAlias', alias],
  ['lambda:PutFunctionConcurrency', lambda],
  ['codedeploy:CreateDeployment', deployment],
  ['ecs:UpdateService', ecs],
  ['dynamodb:UpdateTable', ({ tableName }) => tableName && `dynamodb ${last(tableName)}`],
  ['sqs:SetQueueAttributes', ({ queueUrl }) => queueUrl && `sqs ${last(queueUrl)}`],
  ['autoscaling:UpdateAutoScalingGroup', autoScaling],
  ['autoscaling:StartInstanceRefresh', autoScaling],
  ['elasticloadbalancing:ModifyTargetGroup', balancing],
  ['elasticloadbalancing:ModifyListener', nothingKnown],
  ['elasticloadbalancing:ModifyRule', nothingKnown],
  ['ec2:AuthorizeSecurityGroupIngress', group],
  ['ec2:AuthorizeSecurityGroupEgress', group],
  ['ec2:RevokeSecurityGroupIngress', group],
  ['ec2:RevokeSecurityGroupEgress', group],
  ['states:UpdateStateMachine', machine],
  ['states:UpdateStateMachineAlias', machineAlias],
  ['ssm:PutParameter', ({ name }) => name && `parameter ${name}`],
  ['appconfig:StartDeployment', nothingKnown],
]);

export const callsHeard: readonly string[] = [...CALLS.keys()];

/** How Tidegate's own sessions are called: in the home account by their function, in members by this word. */
const OUR_SESSION = /:assumed-role\/[^/]+\/tidegate(-[\w-]+)?$/;

interface Touch {
  readonly what: string;
  readonly by?: string;
  readonly nodes: readonly string[];
}

/**
 * What a call changes, and who makes it; undefined where it was refused, where it is our own, or where AWS itself
 * made it: a service that scales is no change, and what CodeDeploy does is told by its deployment. What
 * CloudFormation does is told by name.
 *
 *     UpdateFunctionCode20150331v2, shop         →  'UpdateFunctionCode of shop' by user/anna, on lambda shop
 *     UpdateAlias20150331, live of shop          →  'UpdateAlias of shop' by user/anna, on lambda shop:live
 *     UpdateService, by application-autoscaling  →  undefined
 *     UpdateFunctionCode20150331v2, AccessDenied →  undefined
 */
export function touchedBy({
  eventSource,
  eventName,
  errorCode,
  userIdentity,
  requestParameters,
}: CloudTrailCall): Touch | undefined {
  const { arn = '', invokedBy } = userIdentity ?? {};
  if (errorCode !== undefined || OUR_SESSION.test(arn)) return undefined;
  if (invokedBy !== undefined && invokedBy !== 'cloudformation.amazonaws.com') return undefined;
  // Lambda's calls bear the version of its API.
  const action = eventName.replace(/20\d{6}(v\d)?$/, '');
  const touch = CALLS.get(`${eventSource.split('.')[0]}:${action}`);
  if (touch === undefined) return undefined;
  const node = touch(requestParameters ?? {});
  const who = invokedBy ?? arn.split(':').at(-1);
  const by = who ? { by: who } : {};
  if (!node) return { what: action, ...by, nodes: [] };
  const named = node.slice(node.indexOf(' ') + 1);
  const what = /^(lambda|machine) /.test(node) ? functionOf(named) : named;
  return { what: `${action} of ${what}`, ...by, nodes: [node] };
}

/**
 * A function's name, which may be given as an ARN or a part of one, with a version or an alias.
 *
 *     shop, shop:live, 111122223333:function:shop, arn:aws:lambda:…:function:shop:live  →  'shop'
 */
function functionOf(given: string): string {
  const [, named] = /(?:^|:)function:([^:]+)/.exec(given) ?? [];
  return named ?? given.replace(/:.*/s, '');
}
