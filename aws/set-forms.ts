// What CloudFormation says of StackSets, of their instances and of what is done to them, in our words.

import * as z from 'zod';
import { list, parameter, tag } from './stack-forms.ts';

const flag = z.union([z.boolean(), z.string().transform((it) => it === 'true')]);
/** An empty element is an empty text. */
const orNone = <T extends z.ZodType>(of: T) =>
  z.preprocess((it) => (it === '' ? undefined : it), of.optional());

const stackSet = z.object({
  StackSetName: z.string(),
  StackSetARN: z.string().default(''),
  Status: z.string().default('ACTIVE'),
  TemplateBody: z.string().default(''),
  Parameters: list(parameter),
  Tags: list(tag),
  PermissionModel: z.string().default('SELF_MANAGED'),
  AutoDeployment: orNone(z.object({ Enabled: orNone(flag) })),
  ManagedExecution: orNone(z.object({ Active: orNone(flag) })),
});

export const describedSet = z.object({ StackSet: stackSet });

/** A set as far as a deployment to a slice of it depends on it. */
export interface SetFound {
  readonly name: string;
  readonly status: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the organisation manages its roles: then its slices are told by units. */
  readonly isOfOrganisation: boolean;
  /** Accounts that join its units get its template by themselves. */
  readonly deploysByItself: boolean;
  /** Operations that cannot run now wait for each other, and are not refused. */
  readonly queues: boolean;
}

export function foundSet({ StackSet: it }: z.output<typeof describedSet>): SetFound {
  return {
    name: it.StackSetName,
    status: it.Status,
    template: it.TemplateBody,
    parameters: Object.fromEntries(
      it.Parameters.map((each) => [each.ParameterKey, each.ParameterValue]),
    ),
    tags: Object.fromEntries(it.Tags.map(({ Key, Value }) => [Key, Value])),
    isOfOrganisation: it.PermissionModel === 'SERVICE_MANAGED',
    deploysByItself: it.AutoDeployment?.Enabled ?? false,
    queues: it.ManagedExecution?.Active ?? false,
  };
}

export const listedInstances = z.object({
  Summaries: list(
    z.object({
      Account: z.string(),
      Region: z.string(),
      StackId: z.string().optional(),
      Status: z.string(),
      StatusReason: z.string().optional(),
      StackInstanceStatus: orNone(z.object({ DetailedStatus: z.string().optional() })),
      DriftStatus: z.string().optional(),
      LastOperationId: z.string().optional(),
    }),
  ),
  NextToken: z.string().optional(),
});

export interface InstanceFound {
  readonly account: string;
  readonly region: string;
  readonly stackId?: string | undefined;
  /** `CURRENT` where it has what the set has; OUTDATED says no more than that nobody knows by this. */
  readonly status: string;
  readonly reason?: string | undefined;
  /** How the last operation went on it: `SKIPPED_SUSPENDED_ACCOUNT`. */
  readonly detail?: string | undefined;
  readonly isDrifted: boolean;
  readonly operation?: string | undefined;
}

export function foundInstance(
  it: z.output<typeof listedInstances>['Summaries'][number],
): InstanceFound {
  return {
    account: it.Account,
    region: it.Region,
    stackId: it.StackId || undefined,
    status: it.Status,
    reason: it.StatusReason || undefined,
    detail: it.StackInstanceStatus?.DetailedStatus,
    isDrifted: it.DriftStatus === 'DRIFTED',
    operation: it.LastOperationId || undefined,
  };
}

export const describedInstance = z.object({
  StackInstance: z.object({ ParameterOverrides: list(parameter) }),
});

const operation = z.object({
  OperationId: z.string(),
  Action: z.string(),
  Status: z.string(),
  StatusReason: z.string().optional(),
  CreationTimestamp: z.string(),
  EndTimestamp: orNone(z.string()),
});

export const listedOperations = z.object({
  Summaries: list(operation),
  NextToken: z.string().optional(),
});
export const describedOperation = z.object({ StackSetOperation: operation });

export interface OperationFound {
  readonly id: string;
  /** `CREATE`, `UPDATE`, `DELETE`; `DETECT_DRIFT` changes nothing. */
  readonly action: string;
  readonly status: string;
  readonly reason?: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly endedAt?: string | undefined;
}

export function foundOperation(it: z.output<typeof operation>): OperationFound {
  return {
    id: it.OperationId,
    action: it.Action,
    status: it.Status,
    reason: it.StatusReason || undefined,
    createdAt: new Date(it.CreationTimestamp).toISOString(),
    endedAt: it.EndTimestamp && new Date(it.EndTimestamp).toISOString(),
  };
}

/** Whether it is still under way, or waits for its turn. */
export function isUnderWay({ status }: Pick<OperationFound, 'status'>): boolean {
  return ['RUNNING', 'STOPPING', 'QUEUED'].includes(status);
}

export const listedResults = z.object({
  Summaries: list(
    z.object({
      Account: z.string(),
      Region: z.string(),
      Status: z.string(),
      StatusReason: z.string().optional(),
    }),
  ),
  NextToken: z.string().optional(),
});

/** What became of one instance in an operation. */
export interface ResultFound {
  readonly account: string;
  readonly region: string;
  /** `SUCCEEDED`, `FAILED`, `CANCELLED`; PENDING and RUNNING while it lasts. */
  readonly status: string;
  readonly reason?: string | undefined;
}

export function foundResult(it: z.output<typeof listedResults>['Summaries'][number]): ResultFound {
  return {
    account: it.Account,
    region: it.Region,
    status: it.Status,
    reason: it.StatusReason || undefined,
  };
}
