// ECS's API actions on services and their deployments.

import type * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { parseInput } from '../input.ts';
import { pageOf } from '../paging.ts';
import { definitionArn, findDefinition, nameOf } from './definitions.ts';
import { requestBack } from './endings.ts';
import { ecsArn, runArn, serviceArn } from './events.ts';
import { resolvedForm, revisionArn, runForm, serviceForm } from './forms.ts';
import { Continue, List, Listed, Revisions, Runs, Services, Stop, Update } from './inputs.ts';
import { beginRun } from './life.ts';
import { answerHook } from './pauses.ts';
import {
  type Configuration,
  isGoingBack,
  isOpen,
  type Run,
  type Service,
  strategyOf,
} from './service.ts';
import type { EcsStore, PlaceState } from './store.ts';

const INVALID = 'InvalidParameterException';

export function serviceOperations(store: EcsStore): Record<string, Operation> {
  return { ...changes(store), ...readings(store), ...namedReadings(store) };
}

function changes(store: EcsStore): Record<string, Operation> {
  const { states } = store;
  return {
    UpdateService: (input, call) => {
      const asked = parse(Update, input);
      const state = states.at(call);
      const service = serviceAt(state, asked.cluster, asked.service);
      if (service.controller !== 'ECS' && asked.taskDefinition !== undefined)
        throw new AwsError(
          INVALID,
          'Unable to update task definition on services with a CODE_DEPLOY or EXTERNAL deployment controller.',
        );
      if (service.status !== 'ACTIVE')
        throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
      const wanted = asked.taskDefinition
        ? definitionAt(state, asked.taskDefinition)
        : service.definition;
      const configuration = asked.deploymentConfiguration as Configuration | undefined;
      if (configuration) refuseConfiguration(service, configuration);
      if (configuration) service.configuration = { ...service.configuration, ...configuration };
      if (asked.desiredCount !== undefined) service.desiredCount = asked.desiredCount;
      // What is there already is not deployed again.
      if (wanted !== service.definition || asked.forceNewDeployment)
        beginRun(store, service, wanted);
      return { service: serviceForm(service) };
    },
    StopServiceDeployment: (input, call) => {
      const { serviceDeploymentArn, stopType } = parse(Stop, input);
      const run = runAt(states.at(call), serviceDeploymentArn);
      if (!isOpen(run) || isGoingBack(run))
        throw new AwsError(
          'ConflictException',
          `The service deployment cannot be stopped because it is ${run.status}.`,
        );
      if (stopType === 'ROLLBACK') requestBack(store, run);
      else abort(store, run);
      return { serviceDeploymentArn };
    },
    ContinueServiceDeployment: (input, call) => {
      const { serviceDeploymentArn, hookId, action } = parse(Continue, input);
      const run = runAt(states.at(call), serviceDeploymentArn);
      const hook = run.hooks.find(({ id }) => id === hookId);
      if (hook?.status !== 'AWAITING_ACTION' || run.status !== 'IN_PROGRESS')
        throw new AwsError(INVALID, `The lifecycle hook ${hookId} is not awaiting an action.`);
      answerHook(store, run, hook, action);
      return { serviceDeploymentArn };
    },
  };
}

/** What is there stays as it is: some of it new, some of it old. */
function abort({ clock }: EcsStore, run: Run): void {
  for (const cancel of run.timers.splice(0)) cancel();
  run.status = 'STOPPED';
  run.reason = 'Service deployment stopped because of a user request.';
  run.finishedAt = clock.now();
}

function readings({ states }: EcsStore): Record<string, Operation> {
  return {
    DescribeServices: (input, call) => {
      const asked = parse(Services, input);
      const { services } = states.at(call);
      const named = asked.services.map((name) => `${lastOf(asked.cluster)}/${lastOf(name)}`);
      const clusters = new Set([...services.values()].map((service) => service.cluster));
      if (!clusters.has(lastOf(asked.cluster)) && lastOf(asked.cluster) !== 'default')
        throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
      return {
        services: named.flatMap((name) => services.get(name) ?? []).map(serviceForm),
        failures: named
          .filter((name) => !services.has(name))
          .map((name) => ({ arn: ecsArn(call, `service/${name}`), reason: 'MISSING' })),
      };
    },
    ...listings(states),
    ListServiceDeployments: (input, call) => {
      const asked = parse(List, input);
      const service = serviceAt(states.at(call), asked.cluster, asked.service);
      if (service.status !== 'ACTIVE')
        throw new AwsError('ServiceNotFoundException', 'Service not found.');
      const { after, before } = asked.createdAt ?? {};
      const { asOf = Number.POSITIVE_INFINITY } = call;
      const found = service.runs.filter(
        ({ status, createdAt }) =>
          createdAt.getTime() <= asOf &&
          (asked.status?.includes(status) ?? true) &&
          (after === undefined || createdAt >= after) &&
          (before === undefined || createdAt <= before),
      );
      const page = pageOf(found, Math.min(asked.maxResults, 100), asked.nextToken, INVALID);
      return { serviceDeployments: page.items.map(briefForm), nextToken: page.nextToken };
    },
  };
}

function listings(states: EcsStore['states']): Record<string, Operation> {
  return {
    ListClusters: (_input, call) => {
      const all = [...states.at(call).services.values()].map(({ cluster }) => cluster);
      return { clusterArns: [...new Set(all)].map((name) => ecsArn(call, `cluster/${name}`)) };
    },
    ListServices: (input, call) => {
      const { cluster, maxResults, nextToken } = parse(Listed, input);
      const all = [...states.at(call).services.values()].filter(
        (each) => each.cluster === lastOf(cluster) && each.status === 'ACTIVE',
      );
      const page = pageOf(all, Math.min(maxResults, 100), nextToken, INVALID);
      return { serviceArns: page.items.map(serviceArn), nextToken: page.nextToken };
    },
  };
}

/** Of what was named, by its ARN. */
function namedReadings({ states }: EcsStore): Record<string, Operation> {
  return {
    DescribeServiceDeployments: (input, call) => {
      const { serviceDeploymentArns } = parse(Runs, input);
      const all = allRuns(states.at(call));
      const found = all.filter((run) => serviceDeploymentArns.includes(runArn(run)));
      const known = new Set(found.map(runArn));
      return {
        serviceDeployments: found.map(runForm),
        failures: serviceDeploymentArns
          .filter((arn) => !known.has(arn))
          .map((arn) => ({ arn, reason: 'MISSING' })),
      };
    },
    DescribeServiceRevisions: (input, call) => {
      const { serviceRevisionArns } = parse(Revisions, input);
      const all = [...states.at(call).services.values()].flatMap((service) =>
        [...service.runs.flatMap(({ source, target }) => [source, target]), service.current].map(
          (revision) => ({ service, revision }),
        ),
      );
      const found = serviceRevisionArns.flatMap((arn) => {
        const it = all.find(
          ({ service, revision }) => revision && revisionArn(service, revision) === arn,
        );
        return it?.revision ? [{ ...it, revision: it.revision, arn }] : [];
      });
      return {
        serviceRevisions: found.map(({ service, revision, arn }) => ({
          serviceRevisionArn: arn,
          serviceArn: serviceArn(service),
          taskDefinition: definitionArn(call, revision.definition),
          createdAt: revision.createdAt,
          ...resolvedForm(service, revision),
        })),
        failures: [],
      };
    },
  };
}

function briefForm(run: Run) {
  const { service, createdAt, startedAt, finishedAt, target, status, reason } = run;
  return {
    serviceDeploymentArn: runArn(run),
    serviceArn: serviceArn(service),
    createdAt,
    startedAt,
    finishedAt,
    targetServiceRevisionArn: revisionArn(service, target),
    status,
    statusReason: reason,
  };
}

const NEVER_PAUSED = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];

function refuseConfiguration(service: Service, configuration: Configuration): void {
  const strategy = strategyOf(configuration);
  const isShifted = service.loadBalancers.some((it) => it.advancedConfiguration !== undefined);
  if (strategy !== 'ROLLING' && service.scheduling === 'DAEMON')
    throw new AwsError(INVALID, `The ${strategy} strategy is not supported for DAEMON services.`);
  if (strategy !== 'ROLLING' && service.loadBalancers.length > 0 && !isShifted)
    throw new AwsError(INVALID, `The ${strategy} strategy needs advancedConfiguration.`);
  if ((strategy === 'LINEAR' || strategy === 'CANARY') && !isShifted)
    throw new AwsError(INVALID, `The ${strategy} strategy needs a load balancer.`);
  for (const { targetType, lifecycleStages = [] } of configuration.lifecycleHooks ?? [])
    if (targetType === 'PAUSE' && lifecycleStages.some((stage) => NEVER_PAUSED.includes(stage)))
      throw new AwsError(INVALID, 'PAUSE hooks cannot be configured at traffic shift stages.');
}

function definitionAt(state: PlaceState, asked: string): string {
  const found = findDefinition(state, asked);
  if (found?.status === 'ACTIVE') return nameOf(found);
  throw new AwsError('ClientException', 'TaskDefinition is inactive');
}

function serviceAt({ services }: PlaceState, inCluster: string, name: string): Service {
  const found = services.get(`${lastOf(inCluster)}/${lastOf(name)}`);
  if (found) return found;
  throw new AwsError('ServiceNotFoundException', 'Service not found.');
}

function runAt(state: PlaceState, arn: string): Run {
  const found = allRuns(state).find((run) => runArn(run) === arn);
  if (found) return found;
  throw new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
}

function allRuns({ services }: PlaceState): Run[] {
  return [...services.values()].flatMap(({ runs }) => runs);
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, INVALID);
}
