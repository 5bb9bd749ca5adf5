// How groups and deployments come to be.

import type { Chance } from '../../chance.ts';
import { AwsError } from '../../service.ts';
import { appSpecFor, readAppSpec } from './app-spec.ts';
import type {
  AutoRollback,
  Deployment,
  Group,
  GroupDefinition,
  Platform,
  Revision,
} from './deployments.ts';
import { serviceSpecFor } from './service-spec.ts';
import type { MadeConfig } from './traffic.ts';

export interface State {
  /** When each application was made. */
  readonly applications: Map<string, Date>;
  /** By application, then by name. */
  readonly groups: Map<string, Map<string, Group>>;
  /** The configurations that somebody made, by name. */
  readonly configs: Map<string, MadeConfig>;
  /** Oldest first. */
  readonly deployments: Deployment[];
}

export interface CreateRequest {
  readonly group: Group;
  readonly revision: Revision;
  readonly configName?: string | undefined;
  readonly description?: string | undefined;
  readonly autoRollback?: AutoRollback | undefined;
  readonly creator?: string;
  readonly fileExistsBehavior?: string | undefined;
  readonly ignoreApplicationStopFailures?: boolean | undefined;
  readonly targetGroups?: readonly string[] | undefined;
  readonly isUnwatched?: boolean;
}

const ID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `d-` and nine letters or digits. */
export function deploymentId(chance: Chance): string {
  const letters = Array.from({ length: 9 }, () => ID_LETTERS[chance.below(ID_LETTERS.length)]);
  return `d-${letters.join('')}`;
}

export function newDeployment(request: CreateRequest, id: string, now: Date): Deployment {
  const { group, revision, configName, description, creator, autoRollback } = request;
  return {
    id,
    group,
    revision,
    previousRevision: group.lastSuccessful?.revision,
    configName: configName ?? group.configName,
    description,
    creator: creator ?? 'user',
    autoRollback: autoRollback ?? group.autoRollback,
    createdAt: now,
    versionBefore: undefined,
    status: 'Created',
    startedAt: undefined,
    completedAt: undefined,
    error: undefined,
    rollback: {},
    fileExistsBehavior: request.fileExistsBehavior ?? 'DISALLOW',
    ignoreApplicationStopFailures: request.ignoreApplicationStopFailures ?? false,
    misses: 0,
    wait: undefined,
    terminationStarted: false,
    fleets: undefined,
    targetGroups: request.targetGroups ?? [],
    // Whether what CodeDeploy itself takes back heeds what it is taken back for is documented nowhere.
    isUnwatched:
      request.isUnwatched === true ||
      (creator === 'codeDeployRollback' && !group.rollbacksHeedAlarms),
    arrivedAt: undefined,
    hook: undefined,
    hooksDone: [],
    timers: [],
  };
}

export function groupFrom(definition: GroupDefinition, id: string): Group {
  const { account, region, application, name, platform, instances = [], running } = definition;
  return {
    account,
    region,
    application,
    name,
    id,
    platform,
    configName:
      definition.configName ??
      `CodeDeployDefault.${platform === 'Server' ? 'OneAtATime' : `${platform}AllAtOnce`}`,
    autoRollback: definition.autoRollback ?? { enabled: false, events: [] },
    rollbacksHeedAlarms: false,
    alarmNames: [...(definition.alarmNames ?? [])],
    blueGreen: definition.blueGreen,
    service: definition.service,
    balanced: definition.balanced,
    autoScalingGroups: definition.autoScalingGroups ?? [],
    fleets: definition.fleets ?? new Map(),
    isOnPremises: definition.isOnPremises ?? false,
    offline: new Set(),
    instances: new Map(instances.map((instance) => [instance, running])),
    lastSuccessful: undefined,
    lastAttempted: undefined,
  };
}

/** The groups of an application, by their names. */
export function groupsOf({ groups }: State, application: string): Map<string, Group> {
  const found = groups.get(application);
  if (found) return found;
  throw new AwsError(
    'ApplicationDoesNotExistException',
    `No application found for name: ${application}`,
  );
}

/** An application is of one platform, and so are all its groups. */
export function platformOf(groups: ReadonlyMap<string, Group>): Platform {
  return [...groups.values()][0]?.platform ?? 'Server';
}

export function groupAt(state: State, application: string, name: string): Group {
  const found = groupsOf(state, application).get(name);
  if (!found)
    throw new AwsError(
      'DeploymentGroupDoesNotExistException',
      `No Deployment Group found for name: ${name}`,
    );
  return found;
}

/** The group's last good revision; for Lambda also the version that the alias had when the deployment began. */
export function revisionBefore({
  group,
  revision,
  versionBefore,
}: Deployment): Revision | undefined {
  if (group.lastSuccessful) return group.lastSuccessful.revision;
  if (revision.revisionType === 'S3' || !versionBefore) return undefined;
  if (group.platform === 'ECS') return serviceSpecFor(revision, versionBefore);
  const shift = readAppSpec(revision);
  if (!shift) return undefined;
  return appSpecFor({
    ...shift,
    currentVersion: shift.targetVersion,
    targetVersion: versionBefore,
    hooks: {},
  });
}
