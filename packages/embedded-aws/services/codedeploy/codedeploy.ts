// CodeDeploy: one deployment at a time in a group, over virtual time, with its events.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { type Place, places } from '../places.ts';
import { stopOnAlarmOf } from './deployment-life.ts';
import type { Deployment, DeploymentScript, Group, GroupDefinition } from './deployments.ts';
import { groupAt, groupFrom } from './new-deployment.ts';
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
  deployments(place: Place): readonly Deployment[];
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
  };
  const { states, scripts } = store;
  const operations = { ...codedeployOperations(store), ...revisionOperations(store) };
  return {
    service: { id: 'codedeploy', model: modelFor('codedeploy'), operations },
    addGroup: (definition) => addGroup(store, definition),
    addConfig: (place, name, configuration) => {
      const made = { configuration, id: store.chance.uuid(), createdAt: store.clock.now() };
      states.at(place).configs.set(name, made);
    },
    group: (application, name, place) => groupAt(states.at(place), application, name),
    script: (script) => void scripts.push(script),
    deployments: (place) => states.at(place).deployments,
    alarmFired: (name, place) => stopOnAlarmOf(store, name, place),
  };
}

function addGroup({ states, chance, clock }: CodeDeployStore, definition: GroupDefinition): Group {
  const { groups, applications } = states.at(definition);
  const made = groupFrom(definition, chance.uuid());
  if (!applications.has(made.application)) applications.set(made.application, clock.now());
  const siblings = groups.get(made.application) ?? new Map<string, Group>();
  groups.set(made.application, siblings.set(made.name, made));
  return made;
}
