// AppConfig: configuration and feature flags, in hosted versions that are deployed to environments.

import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import type { Service } from '../../service.ts';
import { type Place, type Places, places } from '../places.ts';
import { alarmFired, begin, type Happens, type LifeParts, type Script, stop } from './life.ts';
import { deploymentOf, type OperationParts, operationsOf } from './operations.ts';
import { resourcesOf } from './resources.ts';
import {
  type Application,
  type Deployment,
  type Environment,
  type HostedVersion,
  isUnderWay,
  type Kept,
  newId,
  type Profile,
  predefined,
  shareOf,
} from './store.ts';
import { createVersion } from './versions.ts';

export interface AppConfig {
  readonly service: Service;
  /** What is called so, made on first sight. */
  application(name: string, place: Place): Application;
  environment(application: Application, name: string, place: Place): Environment;
  profile(application: Application, name: string, type?: Profile['type']): Profile;
  /** Somebody makes a version of that content, without a call; the same content is made once. */
  version(profile: Profile, content: string): HostedVersion;
  /** It is in force as if it had been deployed long ago. */
  lay(environment: Environment, profile: Profile, version: HostedVersion): void;
  /** Somebody deploys it all at once; false while the environment has another deployment. */
  deploy(environment: Environment, profile: Profile, version: HostedVersion): boolean;
  /** Somebody stops the last deployment, or reverts it. */
  takeBack(environment: Environment): void;
  /** Which version gets how much of what asks, in [0, 1]. */
  served(environment: Environment, profile: Profile): readonly (readonly [HostedVersion, number])[];
  alarmFired(name: string, place: Place): void;
  follow(listener: LifeParts['follows']): void;
  script(scriptOf: LifeParts['scriptOf']): void;
  /** What validators say; they let everything through by default. */
  validate(refuses: OperationParts['refuses']): void;
}

export function appConfig(clock: VirtualClock, { inAlarm }: Pick<LifeParts, 'inAlarm'>): AppConfig {
  const ids = clock.chance.stream('appconfig');
  const kept = places((): Kept => ({ applications: [], strategies: predefined() }));
  const listeners: LifeParts['follows'][] = [];
  let scriptOf: (deployment: Deployment) => Script | undefined = () => undefined;
  let refuses: OperationParts['refuses'] = () => undefined;
  const parts: OperationParts = {
    clock,
    inAlarm,
    kept,
    ids,
    scriptOf: (deployment) => scriptOf(deployment),
    refuses: (...asked) => refuses(...asked),
    follows: (what: Happens, deployment) => {
      for (const each of listeners) each(what, deployment);
    },
  };
  const environmentsAt = (place: Place): Environment[] =>
    kept.at(place).applications.flatMap(({ environments }) => environments);
  return {
    service: { id: 'appconfig', meant: resourcesOf, operations: operationsOf(parts) },
    ...namedIn(kept, ids),
    version: (profile, content) => versionOf(profile, content, clock.now()),
    ...byOthers(parts),
    served: (environment, profile) => served(environment, profile, clock.millis()),
    alarmFired(name, place) {
      for (const each of environmentsAt(place)) alarmFired(parts, each, name);
    },
    follow: (listener) => void listeners.push(listener),
    script(said) {
      scriptOf = said;
    },
    validate(said) {
      refuses = said;
    },
  };
}

type Made = Pick<AppConfig, 'application' | 'environment' | 'profile'>;

function namedIn(kept: Places<Kept>, ids: Chance): Made {
  return {
    application: (name, place) =>
      named(kept.at(place).applications, name, () => ({
        id: newId(ids),
        name,
        environments: [],
        profiles: [],
      })),
    environment: ({ environments }, name, { account, region }) =>
      named(environments, name, () => ({
        ...{ id: newId(ids), name, account, region },
        monitors: [],
        deployments: [],
      })),
    profile: ({ profiles }, name, type = 'AWS.Freeform') =>
      named(profiles, name, () => ({
        ...{ id: newId(ids), name, type },
        versions: [],
        validators: [],
        lastVersion: 0,
      })),
  };
}

/** What others do, without a call. */
function byOthers(parts: OperationParts): Pick<AppConfig, 'lay' | 'deploy' | 'takeBack'> {
  const [strategy] = predefined();
  return {
    lay(environment, profile, version) {
      const laid = deploymentOf(parts, environment, { profile, version, strategy: strategy! });
      const completedAt = parts.clock.now();
      environment.deployments.unshift({ ...laid, state: 'COMPLETE', completedAt });
    },
    deploy(environment, profile, version) {
      if (environment.deployments.some(isUnderWay)) return false;
      const its = { profile, version, strategy: { ...strategy!, bakeMinutes: 0 } };
      const made = deploymentOf(parts, environment, its);
      environment.deployments.unshift(made);
      begin(parts, made);
      return true;
    },
    takeBack({ deployments: [last] }) {
      if (last && !['ROLLING_BACK', 'ROLLED_BACK', 'REVERTED'].includes(last.state))
        stop(parts, last, true);
    },
  };
}

function named<T extends { readonly name: string }>(all: T[], name: string, make: () => T): T {
  const known = all.find((each) => each.name === name);
  if (known) return known;
  const made = make();
  all.push(made);
  return made;
}

function versionOf(profile: Profile, content: string, now: Date): HostedVersion {
  const before = profile.versions.find(({ content: its }) => textIn(its) === content);
  const input = { Content: new TextEncoder().encode(content), ContentType: 'application/json' };
  return before ?? createVersion(profile, input, now);
}

export function textIn(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

function served(
  { deployments }: Environment,
  profile: Profile,
  millis: number,
): (readonly [HostedVersion, number])[] {
  const parts: (readonly [HostedVersion, number])[] = [];
  let left = 1;
  for (const each of deployments.filter((it) => it.profile === profile)) {
    const share = left * shareOf(each, millis);
    if (share > 0) parts.push([each.version, share]);
    left -= share;
    if (left <= 0) break;
  }
  return parts;
}
