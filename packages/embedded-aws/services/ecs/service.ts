// A service of ECS, what it was brought to, and what is under way.

import type { Place } from '../places.ts';

export interface TaskDefinition {
  readonly family: string;
  readonly revision: number;
  /** What a service or a deployment of it has is deleted once that has it no more. */
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS' | 'DELETED';
  readonly registeredAt: Date;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** As it was registered, whatever its members are. */
  readonly asked: Readonly<Record<string, unknown>>;
}

export type Strategy = 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';

export type Stage =
  | 'RECONCILE_SERVICE'
  | 'PRE_SCALE_UP'
  | 'SCALE_UP'
  | 'POST_SCALE_UP'
  | 'TEST_TRAFFIC_SHIFT'
  | 'POST_TEST_TRAFFIC_SHIFT'
  | 'PRE_PRODUCTION_TRAFFIC_SHIFT'
  | 'PRODUCTION_TRAFFIC_SHIFT'
  | 'POST_PRODUCTION_TRAFFIC_SHIFT'
  | 'BAKE_TIME'
  | 'CLEAN_UP';

export interface HookConfiguration {
  readonly targetType?: 'AWS_LAMBDA' | 'PAUSE' | undefined;
  readonly hookTargetArn?: string | undefined;
  readonly lifecycleStages?: readonly string[] | undefined;
  readonly timeoutConfiguration?:
    | { readonly timeoutInMinutes?: number | undefined; readonly action?: HookAction | undefined }
    | undefined;
}

export type HookAction = 'CONTINUE' | 'ROLLBACK';

export interface Configuration {
  readonly strategy?: Strategy | undefined;
  readonly bakeTimeInMinutes?: number | undefined;
  readonly lifecycleHooks?: readonly HookConfiguration[] | undefined;
  readonly maximumPercent?: number | undefined;
  readonly minimumHealthyPercent?: number | undefined;
  readonly deploymentCircuitBreaker?:
    | { readonly enable: boolean; readonly rollback: boolean }
    | undefined;
  readonly alarms?:
    | {
        readonly alarmNames: readonly string[];
        readonly enable: boolean;
        readonly rollback: boolean;
      }
    | undefined;
  readonly linearConfiguration?:
    | {
        readonly stepPercent?: number | undefined;
        readonly stepBakeTimeInMinutes?: number | undefined;
      }
    | undefined;
  readonly canaryConfiguration?:
    | {
        readonly canaryPercent?: number | undefined;
        readonly canaryBakeTimeInMinutes?: number | undefined;
      }
    | undefined;
}

export interface LoadBalancer {
  readonly targetGroupArn?: string | undefined;
  readonly containerName?: string | undefined;
  readonly containerPort?: number | undefined;
  readonly advancedConfiguration?: Readonly<Record<string, unknown>> | undefined;
}

/** Of a service that CodeDeploy deploys to, in the place of ECS's own deployments: some of its tasks, all alike. */
export interface TaskSet {
  readonly id: string;
  readonly definition: string;
  /** The deployment of CodeDeploy that made it; absent of the first. */
  readonly externalId?: string;
  /** The target group that its tasks are in, by its ARN; absent where its service has none. */
  readonly group?: string | undefined;
  readonly createdAt: Date;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  /** Its part of the traffic, in [0, 1]. */
  share: number;
}

export interface ServiceDefinition extends Place {
  readonly cluster: string;
  readonly name: string;
  /** `shop:41` */
  readonly definition: string;
  readonly desiredCount?: number;
  readonly controller?: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';
  readonly scheduling?: 'REPLICA' | 'DAEMON';
  readonly loadBalancers?: readonly LoadBalancer[];
  readonly configuration?: Configuration;
}

/** What a deployment brings a service to, or took it from. */
export interface Revision {
  readonly id: string;
  readonly definition: string;
  readonly createdAt: Date;
  /** The target group that its tasks are in, by its ARN; absent where its service has none. */
  readonly group?: string | undefined;
}

/** What serves: tasks of a definition, in a target group. */
export type Served = Pick<Revision, 'definition' | 'group'>;

/** Who has which part of a service's traffic, from a time on. */
export interface Traffic {
  /** Milliseconds. */
  readonly at: number;
  readonly parts: readonly (Served & { readonly share: number })[];
}

export type Status =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'STOP_REQUESTED'
  | 'STOPPED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED'
  | 'SUCCESSFUL';

export interface Hook {
  readonly id: string;
  readonly stage: Stage;
  status: 'AWAITING_ACTION' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  readonly expiresAt: Date;
  readonly timeoutAction: HookAction;
}

type Watched = 'DISABLED' | 'MONITORING' | 'TRIGGERED' | 'MONITORING_COMPLETE';

/** A service deployment. */
export interface Run {
  readonly id: string;
  /** What events call it. */
  readonly eventId: string;
  readonly service: Service;
  readonly createdAt: Date;
  readonly configuration: Configuration;
  readonly source: Revision | undefined;
  readonly target: Revision;
  startedAt?: Date;
  finishedAt?: Date;
  status: Status;
  reason?: string;
  stage?: Stage;
  /** Of the stage that it is at. */
  hooks: Hook[];
  /** How much of the traffic, or of the tasks, has what it brings: in [0, 1]. */
  share: number;
  failedTasks: number;
  breaker: Watched;
  alarms: Watched;
  triggered: readonly string[];
  rollback?: { readonly reason: string; readonly startedAt: Date };
  /** What follows once the hooks of its stage have been answered. */
  goOn?: () => void;
  readonly timers: (() => void)[];
}

export interface Service extends Required<ServiceDefinition> {
  readonly createdAt: Date;
  status: 'ACTIVE' | 'INACTIVE';
  /** Whether a deployment of it ever has: without one, a circuit breaker has nothing to return to. */
  hasCompleted: boolean;
  /** Changes as services are updated. */
  definition: string;
  desiredCount: number;
  configuration: Configuration;
  /** What serves; what goes before the first deployment has no revision of ECS's own. */
  current: Revision;
  readonly runs: Run[];
  /** How its traffic went, the oldest first. */
  readonly traffic: Traffic[];
  /** None where ECS itself deploys to it. */
  taskSets: TaskSet[];
}

/** How a deployment goes, where a script says so. */
export interface Outcome {
  /** How long its tasks take to come up. */
  readonly seconds?: number;
  /** Its tasks do not come up; a circuit breaker sees it, and nobody else. */
  readonly fails?: boolean;
  /** It neither succeeds nor fails. */
  readonly hangs?: boolean;
}

export type RunScript = (run: Run) => Outcome | undefined;

/** Whom to tell of what becomes of a service. */
export type Follower = (what: 'begins' | 'shifts' | 'arrives' | 'goesBack', run: Run) => void;

export function isOpen({ status }: Pick<Run, 'status'>): boolean {
  return /^(PENDING|IN_PROGRESS|STOP_REQUESTED|ROLLBACK_REQUESTED|ROLLBACK_IN_PROGRESS)$/.test(
    status,
  );
}

/** Its circuit breaker has stopped it, and nothing takes it back: no more of its tasks are started. */
export function isStalled({ breaker, status }: Pick<Run, 'breaker' | 'status'>): boolean {
  return breaker === 'TRIGGERED' && (status === 'IN_PROGRESS' || status === 'STOPPED');
}

export function isGoingBack({ status }: Pick<Run, 'status'>): boolean {
  return status.startsWith('ROLLBACK') || status === 'STOP_REQUESTED';
}

/** The target group that what is brought to a service is put in: the other one, where its traffic is shifted. */
export function groupOfNext({
  loadBalancers,
  configuration,
  current,
}: Service): string | undefined {
  const [balancer] = loadBalancers;
  const { alternateTargetGroupArn: other } = balancer?.advancedConfiguration ?? {};
  const isShifted = strategyOf(configuration) !== 'ROLLING' && typeof other === 'string';
  if (!isShifted) return current.group;
  return current.group === other ? balancer?.targetGroupArn : other;
}

export function openRunOf({ runs }: Service): Run | undefined {
  return runs.find(isOpen);
}

export function strategyOf({ strategy = 'ROLLING' }: Configuration): Strategy {
  return strategy;
}
