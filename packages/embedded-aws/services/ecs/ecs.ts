// ECS: services that ECS itself deploys to, task definitions, and service deployments over virtual time.

import type { Service as Simulated } from '../../service.ts';
import { type Place, places } from '../places.ts';
import { definitionOperations, findDefinition, nameOf, registerIn } from './definitions.ts';
import { alarmFired, finish, requestBack } from './endings.ts';
import { beginRun } from './life.ts';
import { serviceOperations } from './operations.ts';
import {
  type Follower,
  openRunOf,
  type Run,
  type RunScript,
  type Service,
  type ServiceDefinition,
  type TaskDefinition,
} from './service.ts';
import type { EcsParts, EcsStore } from './store.ts';
import { keepOnly, taskSetFrom } from './task-sets.ts';
import { taskOperations } from './tasks.ts';
import { noteTraffic } from './traffic.ts';

type ContainerDefinition = Readonly<{ name: string; image: string; logConfiguration?: object }>;

export interface Ecs {
  readonly service: Simulated;
  addService(definition: ServiceDefinition): Service;
  find(cluster: string, name: string, place: Place): Service;
  /** Registers a task definition without a call; answers its name. */
  register(place: Place, family: string, containers: readonly ContainerDefinition[]): string;
  definition(place: Place, name: string): TaskDefinition | undefined;
  /** The revisions of a family, with the image of their first container. */
  definitions(
    place: Place,
    family: string,
  ): readonly { readonly name: string; readonly image: string }[];
  /** As if it had been deployed long ago. */
  lay(service: Service, definition: string): void;
  /** Begins a deployment as somebody who calls it. */
  deploy(service: Service, definition: string): Run;
  /** Takes back what is under way as somebody who calls it. */
  goBack(service: Service): void;
  /** Deletes a task definition, once nothing has it. */
  prune(place: Place, name: string): void;
  /** As if nothing that was brought to it had ever come up. */
  neverCompleted(service: Service): void;
  /** Deletes a service with all that runs in it. */
  remove(service: Service): void;
  scale(service: Service, desiredCount: number): void;
  /** Says how deployments go; the last script that answers counts. Without one they succeed. */
  script(script: RunScript): void;
  /** Whom to tell of what becomes of services. */
  follow(follower: Follower): void;
  services(place: Place): readonly Service[];
  alarmFired(name: string, place: Place): void;
}

export function ecs(parts: EcsParts): Ecs {
  const store: EcsStore = {
    ...parts,
    states: places(() => ({ services: new Map(), families: new Map() })),
    chance: parts.clock.chance.stream('ecs'),
    scripts: [],
    followers: [],
  };
  const { states, clock } = store;
  return {
    service: {
      id: 'ecs',
      operations: operationsOf(store),
    },
    addService: (definition) => addService(store, definition),
    find(cluster, name, place) {
      const found = states.at(place).services.get(`${cluster}/${name}`);
      if (found) return found;
      throw new Error(
        `Expected service ${cluster}/${name} in ${place.account} ${place.region}, got none.`,
      );
    },
    register(place, family, containerDefinitions) {
      const asked = { family, containerDefinitions: [...containerDefinitions], tags: [] };
      return nameOf(registerIn(states.at(place), clock.now(), asked));
    },
    definition: (place, name) => findDefinition(states.at(place), name),
    definitions: (place, family) =>
      (states.at(place).families.get(family) ?? []).map((each) => {
        const [{ image = '' } = {}] = each.asked.containerDefinitions as { image?: string }[];
        return { name: nameOf(each), image };
      }),
    lay: (service, definition) => lay(store, service, definition),
    deploy: (service, definition) => beginRun(store, service, definition),
    goBack(service) {
      const run = openRunOf(service);
      if (run) requestBack(store, run);
    },
    prune(place, name) {
      const found = findDefinition(states.at(place), name);
      if (found) found.status = 'DELETE_IN_PROGRESS';
    },
    neverCompleted(service) {
      service.hasCompleted = false;
    },
    remove: (service) => removeService(store, service),
    scale(service, desiredCount) {
      service.desiredCount = desiredCount;
    },
    script: (script) => void store.scripts.push(script),
    follow: (follower) => void store.followers.push(follower),
    services: (place) => [...states.at(place).services.values()],
    alarmFired: (name, place) => alarmFired(store, name, place),
  };
}

function lay(store: EcsStore, service: Service, definition: string): void {
  service.definition = definition;
  service.current = { ...service.current, definition };
  noteTraffic(store, service, [{ ...service.current, share: 1 }]);
  if (service.taskSets.length === 0) return;
  const createdAt = store.clock.now();
  keepOnly(service, taskSetFrom(store.chance, { ...service.current, createdAt }));
}

function operationsOf(store: EcsStore) {
  return { ...serviceOperations(store), ...definitionOperations(store), ...taskOperations(store) };
}

function addService({ states, clock, chance }: EcsStore, definition: ServiceDefinition): Service {
  const now = clock.now();
  const revision = {
    id: `${Math.floor(chance.next() * 9e15) + 1e15}`,
    definition: definition.definition,
    createdAt: now,
    group: definition.loadBalancers?.[0]?.targetGroupArn,
  };
  const made: Service = {
    desiredCount: 3,
    controller: 'ECS',
    scheduling: 'REPLICA',
    loadBalancers: [],
    configuration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    ...definition,
    createdAt: now,
    status: 'ACTIVE',
    hasCompleted: true,
    current: revision,
    runs: [],
    traffic: [{ at: now.getTime(), parts: [{ ...revision, share: 1 }] }],
    taskSets: [],
  };
  if (made.controller !== 'ECS') keepOnly(made, taskSetFrom(chance, revision));
  states.at(definition).services.set(`${made.cluster}/${made.name}`, made);
  return made;
}

function removeService(store: EcsStore, service: Service): void {
  const run = openRunOf(service);
  if (run) finish(store, run, 'STOPPED', 'Service deployment stopped because of service deletion.');
  service.status = 'INACTIVE';
  service.desiredCount = 0;
}
