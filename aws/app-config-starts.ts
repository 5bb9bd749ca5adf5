// AppConfig: makes hosted versions, and deploys them.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import { idOf } from './app-config.ts';
import {
  at,
  type ConfigIds,
  type ConfigTarget,
  calledOf,
  get,
  idsOf,
  labelOf,
  listed,
  oneOf,
  versionsPath,
} from './app-config-calls.ts';
import type { Place } from './clients.ts';
import { refusals, type Spoken, signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

const CREATE_VERSION = {
  service: 'appconfig',
  path: '/applications',
  operation: 'CreateHostedConfigurationVersion',
};
const START_DEPLOYMENT = {
  service: 'appconfig',
  path: '/applications',
  operation: 'StartDeployment',
};
const LIST_STRATEGIES = {
  service: 'appconfig',
  path: '/deploymentstrategies',
  operation: 'ListDeploymentStrategies',
};
const CREATE_STRATEGY = {
  service: 'appconfig',
  path: '/deploymentstrategies',
  operation: 'CreateDeploymentStrategy',
};

export interface ConfigStart {
  readonly version: string;
  /** The team's own strategy; all at once without one. */
  readonly strategy?: string | undefined;
  readonly mark: string;
}

export interface ConfigurationStarts {
  /**
   * Makes a hosted version; resolves to its number. Throws `Refused` where AppConfig does not take it. May have made
   * one although it fails: it is found by its digest.
   */
  make(target: ConfigTarget, content: string, digest: string): Promise<string>;
  /**
   * Resolves to the deployment's id. Throws `TargetBusy` where its environment has another under way, `Refused` where
   * validators do not let it through. May have started one although it fails: it is found by its description.
   */
  start(target: ConfigTarget, what: ConfigStart): Promise<string>;
}

export function configurationStarts(access: MemberAccess): ConfigurationStarts {
  return {
    async make(target, content, digest) {
      const ids = await wholeIds(access, target);
      return createVersion(access, target, ids, { content, label: labelOf(digest) });
    },
    async start(target, what) {
      const ids = await wholeIds(access, target);
      const strategy = await strategyOf(access, target, what.strategy);
      return start(access, target, ids, { ...what, strategy });
    },
  };
}

async function wholeIds(access: MemberAccess, target: ConfigTarget): Promise<ConfigIds> {
  const ids = await idsOf(access, target);
  if (ids) return ids;
  throw new Failure(
    'Refused',
    `expected AppConfig to have ${calledOf(target)} (application, environment, profile), got none`,
  );
}

async function createVersion(
  access: MemberAccess,
  target: ConfigTarget,
  ids: ConfigIds,
  { content, label }: { readonly content: string; readonly label: string },
): Promise<string> {
  const { configuration } = target.appConfig;
  const headers = { versionlabel: label, description: 'Made by Tidegate.' };
  const of = at(CREATE_VERSION, versionsPath(ids), { headers });
  const spoken: Spoken = {
    type: typeOf(configuration),
    write: () => content,
    read: (_text, answered) => answered['version-number'],
    ...refusals,
  };
  const what = `making a version of ${calledOf(target)}`;
  try {
    const made = await signedCall(access, target, of, {}, { to: 'deploy' }, spoken);
    return answerOf(what, z.string(), made);
  } catch (cause) {
    throw (
      refusedOf(cause, `${configuration} as a version of ${calledOf(target)}`) ??
      (await translated(what, Promise.reject(cause)))
    );
  }
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  yml: 'application/x-yaml',
  yaml: 'application/x-yaml',
};

/**
 * What AppConfig is told of a configuration, by the end of its name.
 *
 *     config/prod.json  →  application/json
 *     flags.yml         →  application/x-yaml
 *     limits.txt        →  text/plain
 */
export function typeOf(path: string): string {
  return TYPES[path.split('.').at(-1)!.toLowerCase()] ?? 'text/plain';
}

const TAKES_NONE = [
  'BadRequestException',
  'PayloadTooLargeException',
  'ServiceQuotaExceededException',
];

/** What would be refused once more; undefined of what may pass. */
function refusedOf(cause: unknown, what: string): Failure | undefined {
  if (!TAKES_NONE.includes(nameOf(cause))) return undefined;
  const { message } = cause as Error;
  const text = `expected AppConfig to take ${what}, got ${nameOf(cause)}: ${message.slice(0, 700)}`;
  return new Failure('Refused', text, { cause });
}

const begun = z.object({ DeploymentNumber: z.number() });

async function start(
  access: MemberAccess,
  target: ConfigTarget,
  ids: ConfigIds,
  { version, strategy, mark }: ConfigStart,
): Promise<string> {
  const path = `/applications/${ids.application}/environments/${ids.environment}/deployments`;
  const input = {
    ConfigurationProfileId: ids.profile,
    ConfigurationVersion: version,
    DeploymentStrategyId: strategy,
    Description: mark,
  };
  const what = `deploying to ${calledOf(target)}`;
  try {
    // A blind repetition would be told that the first is under way.
    const of = at(START_DEPLOYMENT, path);
    const answer = await signedCall(access, target, of, input, { to: 'deploy', attempts: 1 });
    return idOf(ids, answerOf(what, begun, answer).DeploymentNumber);
  } catch (cause) {
    if (nameOf(cause) === 'ConflictException') throw busy(target, cause);
    throw (
      refusedOf(cause, `version ${version} of ${calledOf(target)}`) ??
      (await translated(what, Promise.reject(cause)))
    );
  }
}

function busy({ appConfig: { application, environment } }: ConfigTarget, cause: unknown): Failure {
  const text = `expected environment ${application}/${environment} to have no deployment, got one under way: AppConfig takes one at a time`;
  return new Failure('TargetBusy', text, { cause });
}

/** AppConfig's own all at once bakes for ten minutes, and takes back by the environment's alarms what is a way back. */
const AT_ONCE = {
  Name: 'tidegate-all-at-once',
  Description: 'All at once, without a bake: Tidegate watches it.',
  DeploymentDurationInMinutes: 0,
  GrowthFactor: 100,
  GrowthType: 'LINEAR',
  FinalBakeTimeInMinutes: 0,
  ReplicateTo: 'NONE',
};

const known = z.object({
  Id: z.string(),
  Name: z.string(),
  DeploymentDurationInMinutes: z.number().nullish(),
  FinalBakeTimeInMinutes: z.number().nullish(),
});

async function strategyOf(
  access: MemberAccess,
  place: Place,
  name: string | undefined,
): Promise<string> {
  const path = '/deploymentstrategies';
  const reading = listed(access, place, get(LIST_STRATEGIES, path), known);
  const all = await translated('listing deployment strategies', reading);
  if (name === undefined) return all.find(isAtOnce)?.Id ?? (await createStrategy(access, place));
  const found = oneOf(all, name, path);
  if (found) return found.Id;
  const text = `expected AppConfig to have the deployment strategy ${name}, got none of that name or id`;
  throw new Failure('Refused', text);
}

/** Somebody may have changed the one that is called so. */
function isAtOnce({ Name, ...told }: z.output<typeof known>): boolean {
  const { DeploymentDurationInMinutes: takes, FinalBakeTimeInMinutes: bakes } = told;
  return Name === AT_ONCE.Name && !takes && !bakes;
}

async function createStrategy(access: MemberAccess, place: Place): Promise<string> {
  const what = `making the deployment strategy ${AT_ONCE.Name}`;
  const call = signedCall(access, place, CREATE_STRATEGY, AT_ONCE, { to: 'deploy' });
  return answerOf(what, z.object({ Id: z.string() }), await translated(what, call)).Id;
}
