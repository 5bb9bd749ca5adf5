// Services and their deployments, as the API answers them.

import { definitionArn } from './definitions.ts';
import { ecsArn, runArn, serviceArn } from './events.ts';
import {
  isOpen,
  isStalled,
  openRunOf,
  type Revision,
  type Run,
  type Service,
  type TaskSet,
} from './service.ts';

export function revisionArn(service: Service, { id }: Revision): string {
  return ecsArn(service, `service-revision/${service.cluster}/${service.name}/${id}`);
}

/** Where its load balancer sends what its tasks serve. */
export function resolvedForm({ loadBalancers }: Service, { group }: Revision) {
  const [{ advancedConfiguration } = {}] = loadBalancers;
  const productionListenerRule = advancedConfiguration?.productionListenerRule;
  if (group === undefined) return {};
  const balanced = {
    targetGroupArn: group,
    ...(advancedConfiguration && { productionListenerRule }),
  };
  return { resolvedConfiguration: { loadBalancers: [balanced] } };
}

/**
 * While it is brought somewhere it has two deployments of the older kind: the one to come, and the one that
 * is there.
 */
export function serviceForm(service: Service) {
  const { name, cluster, definition, desiredCount, configuration, current, runs } = service;
  const open = openRunOf(service);
  const last = runs.at(-1);
  const primary = {
    id: last?.eventId ?? `ecs-svc/${current.id}`,
    status: 'PRIMARY',
    taskDefinition: definitionArn(service, definition),
    desiredCount,
    runningCount: open ? Math.round(desiredCount * open.share) : desiredCount,
    rolloutState: rolloutOf(service),
    createdAt: last?.createdAt ?? service.createdAt,
  };
  const before = open &&
    current.definition !== definition && {
      id: `ecs-svc/${current.id}`,
      status: 'ACTIVE',
      taskDefinition: definitionArn(service, current.definition),
      desiredCount,
      rolloutState: 'COMPLETED',
    };
  return {
    serviceArn: serviceArn(service),
    serviceName: name,
    clusterArn: ecsArn(service, `cluster/${cluster}`),
    status: service.status,
    desiredCount,
    runningCount: desiredCount,
    pendingCount: 0,
    taskDefinition: definitionArn(service, definition),
    deploymentConfiguration: configuration,
    deploymentController: { type: service.controller },
    schedulingStrategy: service.scheduling,
    loadBalancers: service.loadBalancers,
    deployments: service.controller === 'ECS' ? [primary, ...(before ? [before] : [])] : [],
    ...(service.controller !== 'ECS' && {
      taskSets: service.taskSets.map((set) => taskSetForm(service, set)),
    }),
    ...(last && { currentServiceDeployment: runArn(last) }),
    createdAt: service.createdAt,
  };
}

function taskSetForm(service: Service, set: TaskSet) {
  const { desiredCount, cluster, name, loadBalancers } = service;
  const { id, definition, externalId, status, createdAt, group } = set;
  return {
    id,
    taskSetArn: ecsArn(service, `task-set/${cluster}/${name}/${id}`),
    status,
    taskDefinition: definitionArn(service, definition),
    ...(externalId && { externalId }),
    startedBy: 'CODE_DEPLOY',
    computedDesiredCount: desiredCount,
    runningCount: desiredCount,
    pendingCount: 0,
    stabilityStatus: 'STEADY_STATE',
    loadBalancers: loadBalancers.map((each) => ({
      ...each,
      ...(group && { targetGroupArn: group }),
    })),
    createdAt,
  };
}

function rolloutOf({ runs, hasCompleted }: Service): string {
  const last = runs.at(-1);
  if (last && isStalled(last)) return 'FAILED';
  if (last === undefined && !hasCompleted) return 'FAILED';
  return last && isOpen(last) ? 'IN_PROGRESS' : 'COMPLETED';
}

export function runForm(run: Run) {
  const { service, source, target, configuration, share, status, reason } = run;
  const weight = Math.round(share * 1000) / 10;
  return {
    serviceDeploymentArn: runArn(run),
    serviceArn: serviceArn(service),
    clusterArn: ecsArn(service, `cluster/${service.cluster}`),
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    sourceServiceRevisions: source
      ? [{ arn: revisionArn(service, source), requestedProductionTrafficWeight: 100 - weight }]
      : [],
    targetServiceRevision: {
      arn: revisionArn(service, target),
      requestedProductionTrafficWeight: weight,
    },
    status,
    statusReason: reason,
    ...(isOpen(run) && { lifecycleStage: run.stage }),
    lifecycleHookDetails: run.hooks.map(({ id, status: of, expiresAt, timeoutAction }) => ({
      hookId: id,
      targetType: 'PAUSE',
      status: of,
      expiresAt,
      timeoutAction,
    })),
    deploymentConfiguration: configuration,
    ...(run.rollback && {
      rollback: {
        ...run.rollback,
        ...(source && { serviceRevisionArn: revisionArn(service, source) }),
      },
    }),
    deploymentCircuitBreaker: {
      status: run.breaker,
      failureCount: run.failedTasks,
      threshold: 3,
    },
    alarms: {
      status: run.alarms,
      alarmNames: configuration.alarms?.alarmNames ?? [],
      triggeredAlarmNames: run.triggered,
    },
  };
}
