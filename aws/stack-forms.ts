// What CloudFormation says of stacks and of what is prepared for them, in our words.

import * as z from 'zod';
import type { StackChange } from '../core/stack-changes.ts';
import type { StackTrigger } from '../core/stack-contents.ts';

/** A list; an empty one is answered as an empty text. */
export const list = <T extends z.ZodType>(of: T) =>
  z.preprocess((it) => (it === '' || it === undefined ? [] : it), z.array(of));

export const parameter = z.object({
  ParameterKey: z.string(),
  ParameterValue: z.string().default(''),
});
export const tag = z.object({ Key: z.string(), Value: z.string().default('') });

const trigger = z.object({ Arn: z.string(), Type: z.string() });

const stack = z.object({
  StackId: z.string(),
  StackStatus: z.string(),
  StackStatusReason: z.string().optional(),
  CreationTime: z.string(),
  LastUpdatedTime: z.string().optional(),
  ChangeSetId: z.string().optional(),
  RoleARN: z.string().optional(),
  Parameters: list(parameter),
  Tags: list(tag),
  DriftInformation: z.object({ StackDriftStatus: z.string() }).optional(),
  RollbackConfiguration: z
    .preprocess(
      (it) => (it === '' ? undefined : it),
      z
        .object({
          MonitoringTimeInMinutes: z.coerce.number().default(0),
          RollbackTriggers: list(trigger),
        })
        .optional(),
    )
    .optional(),
});

export const describedStacks = z.object({ Stacks: list(stack) });

/** A stack as far as a deployment to it depends on it. */
export interface StackFound {
  readonly id: string;
  readonly status: string;
  readonly reason?: string | undefined;
  /** When its last update began, or it itself: ISO 8601. */
  readonly updatedAt: string;
  /** The name of the change set that it was last brought to by, and CloudFormation's own for it. */
  readonly changeSet?: string | undefined;
  readonly changeSetArn?: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly role?: string | undefined;
  readonly isDrifted: boolean;
  /** For how long each update of it is watched once all is changed, whether or not it has triggers. */
  readonly monitoredSeconds: number;
  /** The alarms that take an update of it back: those of the stack itself. */
  readonly triggers: readonly StackTrigger[];
}

export function foundStack(it: z.output<typeof stack>): StackFound {
  const updatedAt = it.LastUpdatedTime ?? it.CreationTime;
  return {
    id: it.StackId,
    status: it.StackStatus,
    reason: it.StackStatusReason,
    updatedAt: new Date(updatedAt).toISOString(),
    changeSet: it.ChangeSetId && nameOfChangeSet(it.ChangeSetId),
    changeSetArn: it.ChangeSetId,
    parameters: Object.fromEntries(
      it.Parameters.map((each) => [each.ParameterKey, each.ParameterValue]),
    ),
    tags: Object.fromEntries(it.Tags.map(({ Key, Value }) => [Key, Value])),
    role: it.RoleARN,
    isDrifted: it.DriftInformation?.StackDriftStatus === 'DRIFTED',
    monitoredSeconds: (it.RollbackConfiguration?.MonitoringTimeInMinutes ?? 0) * 60,
    triggers: (it.RollbackConfiguration?.RollbackTriggers ?? []).map(({ Arn, Type }) => ({
      arn: Arn,
      type: Type,
    })),
  };
}

/** `tidegate-…` of `arn:aws:cloudformation:eu-west-1:111122223333:changeSet/tidegate-…/1f0d…`. */
function nameOfChangeSet(arn: string): string {
  return arn.split('/')[1] ?? arn;
}

/** Whether nobody is doing anything to it; what waits to be made is not. */
export function isAtRest({ status }: Pick<StackFound, 'status'>): boolean {
  return !status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS';
}

/** What tells this update of it from every other. */
export function settingOf({ changeSetArn = '', updatedAt }: StackFound): string {
  return `${changeSetArn.split('/').slice(1).join('/')} ${updatedAt}`.trim();
}

export const listedSets = z.object({
  Summaries: list(
    z.object({
      ChangeSetName: z.string(),
      Description: z.string().default(''),
      CreationTime: z.string(),
      Status: z.string(),
      ExecutionStatus: z.string(),
    }),
  ),
  NextToken: z.string().optional(),
});

const resourceChange = z.object({
  Action: z.string(),
  LogicalResourceId: z.string(),
  ResourceType: z.string(),
  Replacement: z.string().optional(),
  PolicyAction: z.string().optional(),
  ChangeSetId: z.string().optional(),
});

export const describedSet = z.object({
  ChangeSetName: z.string(),
  ChangeSetId: z.string(),
  Description: z.string().default(''),
  CreationTime: z.string(),
  Status: z.string(),
  StatusReason: z.string().optional(),
  ExecutionStatus: z.string().default('UNAVAILABLE'),
  Changes: list(z.object({ ResourceChange: resourceChange.optional() })),
  NextToken: z.string().optional(),
});

export type DescribedSet = z.output<typeof describedSet>;

/** What is prepared for a stack. */
export interface ChangeSet {
  readonly name: string;
  readonly description: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** `void` where it would change nothing; `obsolete` where the stack is another since. */
  readonly state: 'preparing' | 'ready' | 'void' | 'failed' | 'obsolete' | 'executed';
  readonly reason?: string | undefined;
}

/** CloudFormation has said it in two ways. */
const CHANGES_NOTHING = /didn't contain changes|No updates are to be performed/;

export function formOfSet(it: Omit<DescribedSet, 'Changes' | 'ChangeSetId'>): ChangeSet {
  return {
    name: it.ChangeSetName,
    description: it.Description,
    createdAt: new Date(it.CreationTime).toISOString(),
    state: stateOf(it),
    reason: it.StatusReason,
  };
}

function stateOf({
  Status,
  StatusReason = '',
  ExecutionStatus,
}: Pick<DescribedSet, 'Status' | 'StatusReason' | 'ExecutionStatus'>): ChangeSet['state'] {
  if (Status === 'FAILED') return CHANGES_NOTHING.test(StatusReason) ? 'void' : 'failed';
  if (ExecutionStatus === 'AVAILABLE') return 'ready';
  if (ExecutionStatus === 'OBSOLETE' || Status.startsWith('DELETE')) return 'obsolete';
  return ExecutionStatus.startsWith('EXECUTE') ? 'executed' : 'preparing';
}

export function changeOf(
  {
    Action,
    LogicalResourceId,
    ResourceType,
    Replacement,
    PolicyAction,
  }: z.output<typeof resourceChange>,
  within: string,
): StackChange {
  return {
    action: Action,
    id: `${within}${LogicalResourceId}`,
    type: ResourceType,
    ...(Replacement && { replacement: Replacement }),
    ...(PolicyAction && { policy: PolicyAction }),
  };
}

export const describedEvents = z.object({
  StackEvents: list(
    z.object({
      StackId: z.string(),
      Timestamp: z.string(),
      LogicalResourceId: z.string(),
      PhysicalResourceId: z.string().default(''),
      ResourceType: z.string().default(''),
      ResourceStatus: z.string(),
      ResourceStatusReason: z.string().default(''),
      ClientRequestToken: z.string().optional(),
    }),
  ),
  NextToken: z.string().optional(),
});

export type StackEvent = z.output<typeof describedEvents>['StackEvents'][number];

export const declaredParameters = z.object({
  Parameters: list(
    z.object({
      ParameterKey: z.string(),
      DefaultValue: z.string().optional(),
      NoEcho: z.string().default('false'),
    }),
  ),
});

/** In the call, where it is small enough for that, or where CloudFormation finds it. */
export type TemplateIn = { readonly TemplateBody: string } | { readonly TemplateURL: string };

/** Parameters as CloudFormation takes them: what is null keeps its value. */
export function parameterForms(parameters: Readonly<Record<string, string | null>>) {
  return Object.entries(parameters).map(([ParameterKey, value]) =>
    value === null
      ? { ParameterKey, UsePreviousValue: true }
      : { ParameterKey, ParameterValue: value },
  );
}
