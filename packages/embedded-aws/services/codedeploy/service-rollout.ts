// How CodeDeploy brings a service of ECS to another task definition: a second task set, and the traffic after it.

import { keepOnly, makePrimary, primaryOf, shiftTo, taskSetFrom } from '../ecs/task-sets.ts';
import { noteTraffic } from '../ecs/traffic.ts';
import type { Deployment } from './deployments.ts';
import { failed, type Rollout } from './rollouts.ts';
import { readServiceSpec } from './service-spec.ts';
import type { Sides } from './sides.ts';
import type { CodeDeployStore } from './store.ts';
import { type Configuration, trafficSteps } from './traffic.ts';

export function serviceRollout(
  store: CodeDeployStore,
  deployment: Deployment,
  configuration: Configuration,
): Rollout {
  const { group, creator } = deployment;
  const spec = readServiceSpec(deployment.revision);
  if (!spec || !group.service)
    return failed('INVALID_REVISION', 'The AppSpec file is not that of one ECS service.');
  const service = serviceOf(store, deployment);
  if (service?.status !== 'ACTIVE')
    return failed('INVALID_ECS_SERVICE', `The ECS service ${group.service.name} is not there.`);
  if (store.ecs.definition(group, spec.definition)?.status !== 'ACTIVE')
    return failed('INVALID_REVISION', `The task definition ${spec.definition} is not active.`);
  const known = service.loadBalancers.some(
    ({ containerName, containerPort }) =>
      containerName === spec.container && containerPort === spec.port,
  );
  if (!known)
    return failed('INVALID_REVISION', `No container ${spec.container} has port ${spec.port}.`);
  deployment.versionBefore ??= service.definition;
  if (creator === 'codeDeployRollback') {
    const there = service.taskSets.find(({ definition }) => definition === spec.definition);
    if (there) return { sides: backTo(store, service, there) };
  }
  const routing =
    configuration.platform === 'Server' ? { type: 'AllAtOnce' as const } : configuration.routing;
  const { id: externalId } = deployment;
  const createdAt = store.clock.now();
  const from = primaryOf(service).group;
  const next = group.balanced?.groups.find((each) => each !== from) ?? from;
  const made = { definition: spec.definition, createdAt, externalId, group: next };
  const set = taskSetFrom(store.chance, made);
  const note = () => noteTraffic(store, service, service.taskSets);
  return {
    sides: {
      begin() {
        // What an earlier deployment has left beside the primary one goes.
        keepOnly(service, primaryOf(service));
        service.taskSets.push(set);
      },
      moves: trafficSteps(routing).map(({ afterSeconds, share }) => ({
        afterSeconds,
        run() {
          shiftTo(service, set, share);
          note();
        },
      })),
      arrive: () => makePrimary(service, set),
      terminate: () => keepOnly(service, set),
    },
  };
}

type Service = NonNullable<ReturnType<typeof serviceOf>>;

function backTo(store: CodeDeployStore, service: Service, set: Service['taskSets'][number]): Sides {
  const run = () => {
    shiftTo(service, set, 1);
    noteTraffic(store, service, service.taskSets);
  };
  return {
    isBack: true,
    begin: () => {},
    moves: [{ afterSeconds: 0, run }],
    arrive: () => makePrimary(service, set),
    terminate: () => keepOnly(service, set),
  };
}

function serviceOf({ ecs }: CodeDeployStore, { group }: Deployment) {
  const { cluster, name } = group.service ?? { cluster: '', name: '' };
  try {
    return ecs.find(cluster, name, group);
  } catch {
    return undefined;
  }
}
