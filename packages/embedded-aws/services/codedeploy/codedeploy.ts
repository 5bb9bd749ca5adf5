// CodeDeploy: one deployment at a time in a group, over virtual time, with its events.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { type Place, places } from '../places.ts';
import { groupArn } from './deployment-event.ts';
import { createDeployment, stopDeployment, stopOnAlarmOf } from './deployment-life.ts';
import {
  type Deployment,
  type DeploymentScript,
  type Group,
  type GroupDefinition,
  isOpen,
  type Revision,
  type S3Revision,
} from './deployments.ts';
import { joinInstances } from './joining.ts';
import { deploymentId, groupAt, groupFrom, newDeployment } from './new-deployment.ts';
import { codedeployOperations } from './operations.ts';
import { revisionOperations } from './revision-operations.ts';
import type { CodeDeployParts, CodeDeployStore } from './store.ts';
import type { Configuration } from './traffic.ts';

export interface CodeDeploy {
  readonly service: Service;
  addGroup(group: GroupDefinition): Group;
  /** A configuration beside CodeDeploy's own; one of the same name is made anew. */
  addConfig(place: Place, name: string, configuration: Configuration): void;
  group(application: string, name: string, place: Place): Group;
  /** Says how deployments end; the last script that answers counts. Without one they succeed. */
  script(script: DeploymentScript): void;
  /** Tells of a deployment that has brought all of the traffic over, where what it replaces lives on. */
  onArrival(listener: (deployment: Deployment) => void): void;
  deployments(place: Place): readonly Deployment[];
  /** Starts one as somebody who calls it: undefined while the group has another. */
  deploy(group: Group, revision: Revision, description?: string): Deployment | undefined;
  /** Stops the group's open deployment as somebody who calls it, and takes it back where that is said. */
  stop(group: Group, then?: 'goBack'): void;
  /** As if it had been deployed long ago: the group's instances run it, and its last deployment succeeded. */
  lay(group: Group, revision: S3Revision): void;
  /** Instances join the group: they get what it last got, and what is being deployed to it after that. */
  join(group: Group, instances: readonly string[]): void;
  /** Instances go, the last of those that are to take the place of others. */
  leave(group: Group, count: number): void;
  /** Stops open deployments whose group watches the alarm, as its state changes to ALARM. */
  alarmFired(alarmName: string, place: Place): void;
}

export function codeDeploy(parts: CodeDeployParts): CodeDeploy {
  const store: CodeDeployStore = {
    ...parts,
    states: places(() => ({
      applications: new Map(),
      groups: new Map(),
      configs: new Map(),
      deployments: [],
    })),
    chance: parts.clock.chance.stream('codedeploy'),
    scripts: [],
    arrivals: [],
  };
  const { states, scripts } = store;
  const operations = { ...codedeployOperations(store), ...revisionOperations(store) };
  return {
    service: {
      id: 'codedeploy',
      model: modelFor('codedeploy'),
      operations,
      meant: (_, input, call) => meantBy(store, input, call),
    },
    addGroup: (definition) => addGroup(store, definition),
    addConfig: (place, name, configuration) => {
      const made = { configuration, id: store.chance.uuid(), createdAt: store.clock.now() };
      states.at(place).configs.set(name, made);
    },
    group: (application, name, place) => groupAt(states.at(place), application, name),
    script: (script) => void scripts.push(script),
    onArrival: (listener) => void store.arrivals.push(listener),
    deployments: (place) => states.at(place).deployments,
    deploy: (group, revision, description) => {
      const isBusy = states.at(group).deployments.some((it) => it.group === group && isOpen(it));
      return isBusy ? undefined : createDeployment(store, { group, revision, description });
    },
    stop: (group, then) => {
      const open = states.at(group).deployments.find((it) => it.group === group && isOpen(it));
      if (open) stopDeployment(store, open, then === 'goBack');
    },
    lay: (group, revision) => lay(store, group, revision),
    join: (group, instances) => joinInstances(store, group, instances),
    leave: (group, count) => leave(store, group, count),
    alarmFired: (name, place) => stopOnAlarmOf(store, name, place),
  };
}

/** What is asked of a deployment, by its id, is asked on its group. */
function meantBy({ states }: CodeDeployStore, input: unknown, call: Place) {
  const { deploymentId, deploymentIds = [] } = input as Record<string, string | string[]>;
  const ids = [deploymentId, deploymentIds].flat();
  const groups = states
    .at(call)
    .deployments.filter(({ id }) => ids.includes(id))
    .map(({ group }) => groupArn(group));
  return groups.length > 0 ? [...new Set(groups)] : undefined;
}

function addGroup({ states, chance, clock }: CodeDeployStore, definition: GroupDefinition): Group {
  const { groups, applications } = states.at(definition);
  const made = groupFrom(definition, chance.uuid());
  if (!applications.has(made.application)) applications.set(made.application, clock.now());
  const siblings = groups.get(made.application) ?? new Map<string, Group>();
  groups.set(made.application, siblings.set(made.name, made));
  return made;
}

function leave({ states }: CodeDeployStore, group: Group, count: number): void {
  const open = states.at(group).deployments.find((it) => it.group === group && isOpen(it));
  const fleet = open?.fleets?.green ?? group.instances;
  for (const id of [...fleet.keys()].slice(-count)) fleet.delete(id);
}

function lay({ states, clock }: CodeDeployStore, group: Group, revision: S3Revision): void {
  const now = clock.now();
  const id = deploymentId(clock.chance.stream(`codedeploy before ${group.id}`));
  const deployment = newDeployment({ group, revision }, id, now);
  deployment.status = 'Succeeded';
  deployment.startedAt = now;
  deployment.completedAt = now;
  states.at(group).deployments.push(deployment);
  group.lastSuccessful = deployment;
  group.lastAttempted = deployment;
  for (const instance of group.instances.keys()) group.instances.set(instance, revision);
}
