// Applications, groups and deployments, as the simulation keeps them.

import type { Place } from '../places.ts';

export type Platform = 'Lambda' | 'Server' | 'ECS';

export interface S3Revision {
  readonly revisionType: 'S3';
  readonly s3Location: {
    readonly bucket: string;
    readonly key: string;
    readonly bundleType?: string | undefined;
    readonly version?: string | undefined;
    readonly eTag?: string | undefined;
  };
}

export interface AppSpecRevision {
  readonly revisionType: 'AppSpecContent';
  readonly appSpecContent: { readonly content: string; readonly sha256: string };
}

export type Revision = S3Revision | AppSpecRevision;

export type RollbackEvent =
  | 'DEPLOYMENT_FAILURE'
  | 'DEPLOYMENT_STOP_ON_ALARM'
  | 'DEPLOYMENT_STOP_ON_REQUEST';

export interface AutoRollback {
  readonly enabled: boolean;
  readonly events: readonly RollbackEvent[];
}

/** How a group that has two of everything goes from one to the other. */
export interface BlueGreen {
  /** How long it waits for ContinueDeployment before its traffic moves, then it is stopped; absent where it goes on. */
  readonly readyMinutes?: number;
  /** How long what is replaced lives on; absent where it is kept. */
  readonly terminationMinutes?: number;
  /** Of instances: where those come from that take the place of the others. */
  readonly fleet?: 'COPY_AUTO_SCALING_GROUP' | 'DISCOVER_EXISTING';
}

/** The instances on both sides of a deployment, each with what it runs. */
export interface Fleets {
  readonly blue: Map<string, S3Revision | undefined>;
  readonly blueGroups: readonly string[];
  readonly green: Map<string, S3Revision | undefined>;
  readonly greenGroups: readonly string[];
  isMoved: boolean;
  /** The instances that were replaced are gone. */
  isOver: boolean;
}

/** Between which target groups the traffic of a service goes, and by which listener: their ARNs. */
export interface Balanced {
  readonly groups: readonly [string, string];
  readonly listener: string;
}

export interface Group extends Place {
  readonly application: string;
  readonly name: string;
  readonly id: string;
  readonly platform: Platform;
  readonly configName: string;
  readonly autoRollback: AutoRollback;
  /** Whether they stop what CodeDeploy takes back by itself, too. */
  rollbacksHeedAlarms: boolean;
  /** Alarms that stop a deployment. */
  readonly alarmNames: string[];
  readonly blueGreen: BlueGreen | undefined;
  /** Of ECS alone. */
  readonly service: { readonly cluster: string; readonly name: string } | undefined;
  readonly balanced: Balanced | undefined;
  /** Of instances: the groups of Auto Scaling that it has now, and all that it may have with who is in them. */
  autoScalingGroups: readonly string[];
  readonly fleets: ReadonlyMap<string, readonly string[]>;
  /** Its instances are not of EC2: they are registered, and known by a tag. */
  readonly isOnPremises: boolean;
  /** Instances whose agent does not answer. */
  readonly offline: Set<string>;
  /** What each instance runs; of instances alone. */
  readonly instances: Map<string, S3Revision | undefined>;
  lastSuccessful: Deployment | undefined;
  lastAttempted: Deployment | undefined;
}

export interface GroupDefinition extends Place {
  readonly application: string;
  readonly name: string;
  readonly platform: Platform;
  readonly configName?: string;
  readonly autoRollback?: AutoRollback;
  readonly alarmNames?: readonly string[];
  readonly blueGreen?: BlueGreen;
  readonly service?: { readonly cluster: string; readonly name: string };
  readonly balanced?: Balanced;
  readonly autoScalingGroups?: readonly string[];
  readonly fleets?: ReadonlyMap<string, readonly string[]>;
  readonly isOnPremises?: boolean;
  /** Instance ids of a Server group, with what they run at first. */
  readonly instances?: readonly string[];
  readonly running?: S3Revision;
}

export type Status =
  | 'Created'
  | 'Queued'
  | 'InProgress'
  | 'Baking'
  | 'Ready'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped';

export const OPEN: readonly Status[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

export interface DeploymentError {
  readonly code: string;
  readonly message: string;
}

export interface RollbackInfo {
  rollbackDeploymentId?: string;
  rollbackTriggeringDeploymentId?: string;
  rollbackMessage?: string;
}

export type HookName = 'AfterAllowTestTraffic' | 'BeforeAllowTraffic' | 'AfterAllowTraffic';

/** What a deployment waits for until it is told to go on, or its time is over. */
export type WaitType = 'READY_WAIT' | 'TERMINATION_WAIT';

export interface PendingHook {
  readonly name: HookName;
  readonly executionId: string;
  readonly startedAt: Date;
  answer(succeeded: boolean): void;
}

export interface DoneHook extends Omit<PendingHook, 'answer'> {
  readonly status: 'Succeeded' | 'Failed';
  readonly endedAt: Date;
}

export interface Deployment {
  readonly id: string;
  readonly group: Group;
  readonly revision: Revision;
  readonly previousRevision: Revision | undefined;
  readonly configName: string;
  readonly description: string | undefined;
  readonly creator: string;
  readonly autoRollback: AutoRollback;
  readonly createdAt: Date;
  /** The alias' version when it started: what a rollback of Lambda returns to. */
  versionBefore: string | undefined;
  status: Status;
  startedAt: Date | undefined;
  /** When its tasks began to be started, and when its traffic began to move; absent before. */
  installsSince?: Date;
  allowsSince?: Date;
  completedAt: Date | undefined;
  error: DeploymentError | undefined;
  rollback: RollbackInfo;
  readonly fileExistsBehavior: string;
  readonly ignoreApplicationStopFailures: boolean;
  /** Instances that failed though it succeeded. */
  misses: number;
  /** Of a group that has two of everything. */
  wait: { readonly for: WaitType; goOn(): void } | undefined;
  /** Of instances that are replaced. */
  fleets: Fleets | undefined;
  /** The groups of Auto Scaling that it was told to bring the revision to. */
  readonly targetGroups: readonly string[];
  /** No alarm of its group stops it. */
  readonly isUnwatched: boolean;
  /** What is replaced is to be terminated, and waits for that, or has been. */
  terminationStarted: boolean;
  /** When all of the traffic had what it brings. */
  arrivedAt: Date | undefined;
  /** The hook that is waited for. */
  hook: PendingHook | undefined;
  readonly hooksDone: DoneHook[];
  /** Timers of what is left to do. */
  timers: (() => void)[];
}

/** What the world says becomes of a deployment. */
export interface DeploymentOutcome {
  /** How long it takes, beside what its traffic shifting takes. */
  readonly seconds?: number;
  readonly fails?: DeploymentError | true;
  /** Instances that fail, the last ones, though it succeeds: its configuration bears them. */
  readonly misses?: number;
  /** Never ends by itself. */
  readonly hangs?: true;
}

export type DeploymentScript = (deployment: Deployment) => DeploymentOutcome | undefined;

export function isOpen({ status }: Deployment): boolean {
  return OPEN.includes(status);
}
