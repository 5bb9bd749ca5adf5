// A StackSet, its instances, and what is being done to them.

import type { Place } from '../places.ts';
import type { Contents, Stack } from './stack.ts';

export interface SetInstance extends Place {
  stack: Stack | undefined;
  unit?: string | undefined;
  /** OUTDATED says only that it is not known to have what the set has. */
  status: 'CURRENT' | 'OUTDATED' | 'INOPERABLE';
  reason?: string | undefined;
  detail:
    | 'PENDING'
    | 'RUNNING'
    | 'SUCCEEDED'
    | 'FAILED'
    | 'CANCELLED'
    | 'INOPERABLE'
    | 'SKIPPED_SUSPENDED_ACCOUNT';
  lastOperation?: string | undefined;
  /** Its own values of some of the set’s parameters: updates of the set leave them. */
  overrides: Readonly<Record<string, string>>;
}

export type ResultStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface SetResult {
  readonly instance: SetInstance;
  status: ResultStatus;
  reason?: string | undefined;
}

export interface Preferences {
  readonly isParallel: boolean;
  readonly regionOrder: readonly string[];
  readonly tolerance: number;
  readonly atOnce: number;
}

export interface SetOperation {
  readonly id: string;
  readonly action: 'CREATE' | 'UPDATE' | 'DELETE' | 'DETECT_DRIFT';
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'STOPPING' | 'STOPPED' | 'QUEUED';
  reason?: string | undefined;
  readonly createdAt: Date;
  endedAt?: Date;
  readonly preferences: Preferences;
  readonly to: Contents;
  readonly results: readonly SetResult[];
  /** What its instances override from then on, made of what each does; absent where that stays. */
  readonly overrides?: (before: SetInstance['overrides']) => SetInstance['overrides'];
}

export interface StackSet extends Place {
  readonly id: string;
  readonly name: string;
  readonly permissionModel: 'SELF_MANAGED' | 'SERVICE_MANAGED';
  contents: Contents;
  deploysByItself: boolean;
  /** Operations that cannot run now wait, and are not refused. */
  queues: boolean;
  readonly instances: SetInstance[];
  /** The last one first. */
  readonly operations: SetOperation[];
  /** Accounts that the organisation has suspended. */
  readonly suspended: Set<string>;
}

export type SetFollower = (what: 'begins' | 'ends', set: StackSet, operation: SetOperation) => void;

export function isUnderWay({ status }: Pick<SetOperation, 'status'>): boolean {
  return status === 'RUNNING' || status === 'STOPPING';
}

export function placeText({ account, region }: Place): string {
  return `${account}/${region}`;
}
