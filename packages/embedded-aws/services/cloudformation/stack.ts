// A stack, what was prepared for it, and what is being done to it.

import type { Place } from '../places.ts';

export type Status =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED';

export interface StackEvent {
  readonly id: string;
  readonly at: Date;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly token?: string | undefined;
}

/** What a stack is made of. */
export interface Contents {
  /** As it was written. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** What the stacks in it are made of, by their names in its template. */
  readonly nested?: Readonly<Record<string, Contents>>;
}

export interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Dynamic';
  readonly logicalId: string;
  readonly type: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  /** Of a nested stack: what changes of what it holds, and the change set of that. */
  readonly within?: readonly Change[];
  readonly changeSetId?: string;
  /** Whether what is there goes: a policy may keep it, or a snapshot of it. */
  readonly policy?: string | undefined;
}

export interface ChangeSet extends Contents {
  readonly id: string;
  readonly name: string;
  readonly stack: Stack;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description: string | undefined;
  readonly token: string | undefined;
  readonly roleArn: string | undefined;
  readonly triggers: Triggers | undefined;
  readonly createdAt: Date;
  /** By their names: what is `UsePreviousValue` is told so. */
  readonly kept: readonly string[];
  status: 'CREATE_PENDING' | 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'FAILED';
  execution:
    | 'UNAVAILABLE'
    | 'AVAILABLE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED'
    | 'OBSOLETE';
  reason?: string;
  changes: readonly Change[];
}

/** The alarms that take an update back, for as long as it lasts and a time after it. */
export interface Triggers {
  readonly minutes: number;
  readonly alarms: readonly string[];
}

/** What is being done to a stack. */
export interface Operation {
  readonly does: 'create' | 'update';
  readonly to: Contents;
  readonly changes: readonly Change[];
  readonly changeSet: ChangeSet | undefined;
  readonly token: string | undefined;
  readonly timers: (() => void)[];
  readonly outcome: Outcome;
}

export interface Stack extends Place {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  updatedAt?: Date;
  status: Status;
  reason?: string | undefined;
  contents: Contents;
  outputs: Readonly<Record<string, string>>;
  roleArn?: string | undefined;
  triggers?: Triggers | undefined;
  /** Of the change set that it was last brought to by. */
  changeSetId?: string;
  drift: 'NOT_CHECKED' | 'DRIFTED' | 'IN_SYNC';
  /** The last one first. */
  readonly events: StackEvent[];
  /** Those that are not executed yet, and those that never can be. */
  readonly changeSets: ChangeSet[];
  /** Of every one that ever was: by its ARN it is told of for as long. */
  readonly known: Map<string, ChangeSet>;
  operation?: Operation | undefined;
}

/** How an operation goes, where a script says so. */
export interface Outcome {
  /** How long each resource takes. */
  readonly seconds?: number;
  /** The resource that cannot be changed, and what its service says. */
  readonly fails?: { readonly logicalId?: string; readonly reason: string };
  /** What was changed cannot be changed back. */
  readonly rollbackFails?: string;
  /** It neither succeeds nor fails. */
  readonly hangs?: boolean;
}

export type StackScript = (
  stack: Stack,
  operation: Pick<Operation, 'does' | 'to'>,
) => Outcome | undefined;

/** Whom to tell of what becomes of a stack. */
export type StackFollower = (
  what: 'begins' | 'arrives' | 'goesBack' | 'ends',
  stack: Stack,
  to: Contents,
) => void;

export function isInProgress({ status }: Pick<Stack, 'status'>): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

/** Whether an update may begin. */
export function mayBeUpdated({ status }: Pick<Stack, 'status'>): boolean {
  return ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status);
}
