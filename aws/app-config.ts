// AppConfig: says which hosted version is in force and what a deployment came to, and stops one.

import * as z from 'zod';
import { answerOf } from './answer.ts';
import {
  at,
  type ConfigIds,
  type ConfigTarget,
  get,
  idsOf,
  listed,
  versionMade,
  versionsPath,
} from './app-config-calls.ts';
import { strategySeconds } from './app-config-facts.ts';
import { refusals, type Spoken, signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

const LIST_DEPLOYMENTS = {
  service: 'appconfig',
  path: '/applications',
  operation: 'ListDeployments',
};
const GET_DEPLOYMENT = { service: 'appconfig', path: '/applications', operation: 'GetDeployment' };
const STOP_DEPLOYMENT = {
  service: 'appconfig',
  path: '/applications',
  operation: 'StopDeployment',
};
const GET_VERSION = {
  service: 'appconfig',
  path: '/applications',
  operation: 'GetHostedConfigurationVersion',
};

/** As AppConfig spells them; a state that is none of these is one that may still change. */
export type ConfigState = 'COMPLETE' | 'ROLLED_BACK' | 'REVERTED' | (string & {});

export interface ConfigSummary {
  /** `APPLICATION/ENVIRONMENT/NUMBER`, by ids: numbers count within an environment. */
  readonly id: string;
  readonly version: string;
  readonly state: ConfigState;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly completedAt?: string;
}

export interface ConfigDetails extends ConfigSummary {
  readonly description: string;
  /** What began its way back: `CLOUDWATCH_ALARM`, `USER`, `APPCONFIG`, `INTERNAL_ERROR`; absent where none began. */
  readonly takenBackBy?: string;
  /** What AppConfig wrote of that. */
  readonly why?: string;
  /** Whether any client could have it. */
  readonly served: boolean;
  /** When it was reverted, once it had been complete: ISO 8601. */
  readonly revertedAt?: string;
}

export interface Configurations {
  /** The last of the profile in its environment, the newest first; undefined where one of the two is not there. */
  last(target: ConfigTarget): Promise<readonly ConfigSummary[] | undefined>;
  /** Undefined where there is none of that id. */
  get(target: ConfigTarget, id: string): Promise<ConfigDetails | undefined>;
  /** The hosted version that Tidegate has made of what has this digest; undefined where there is none. */
  versionOf(target: ConfigTarget, digest: string): Promise<string | undefined>;
  /** The content of a hosted version; undefined where that was deleted. */
  contentOf(target: ConfigTarget, version: string): Promise<string | undefined>;
  /** Takes it back, under way or complete; resolves also where that cannot be any more: what it is then tells. */
  stop(target: ConfigTarget, id: string): Promise<void>;
  /** What its strategy takes with its bake, in seconds; undefined where there is none of that name or id. */
  takes(target: ConfigTarget): Promise<number | undefined>;
}

const time = z.string().nullish();
const summary = z.object({
  DeploymentNumber: z.number(),
  ConfigurationName: z.string().nullish(),
  ConfigurationVersion: z.string(),
  State: z.string(),
  StartedAt: time,
  CompletedAt: time,
});
const details = summary.extend({
  ConfigurationProfileId: z.string(),
  Description: z.string().nullish(),
  EventLog: z
    .array(
      z.object({
        EventType: z.string(),
        TriggeredBy: z.string().nullish(),
        Description: z.string().nullish(),
        OccurredAt: time,
      }),
    )
    .nullish(),
});

export function configurations(access: MemberAccess): Configurations {
  return {
    last: (target) => lastOf(access, target),
    get: (target, id) => detailsOf(access, target, id),
    versionOf: (target, digest) => versionMade(access, target, digest),
    contentOf: (target, version) => contentOf(access, target, version),
    stop: (target, id) => stop(access, target, id),
    takes: (target) => strategySeconds(access, target),
  };
}

async function lastOf(
  access: MemberAccess,
  target: ConfigTarget,
): Promise<readonly ConfigSummary[] | undefined> {
  const ids = await idsOf(access, target);
  if (ids === undefined) return undefined;
  const { application, environment } = ids;
  const path = `/applications/${application}/environments/${environment}/deployments`;
  const what = `listing the deployments of ${application}/${environment}`;
  const all = await translated(
    what,
    listed(access, target, get(LIST_DEPLOYMENTS, path), summary, 1),
  );
  return all
    .filter(({ ConfigurationName }) => ConfigurationName === ids.profileName)
    .map((each) => summaryOf(idOf(ids, each.DeploymentNumber), each));
}

export function idOf({ application, environment }: ConfigIds, number: number): string {
  return `${application}/${environment}/${number}`;
}

function pathOf(id: string): string {
  const [application, environment, number] = id.split('/');
  return `/applications/${application}/environments/${environment}/deployments/${number}`;
}

function summaryOf(id: string, told: z.output<typeof summary>): ConfigSummary {
  const { ConfigurationVersion, State, StartedAt, CompletedAt } = told;
  return {
    id,
    version: ConfigurationVersion,
    state: State,
    createdAt: isoOf(StartedAt) ?? '',
    ...(CompletedAt && { completedAt: isoOf(CompletedAt)! }),
  };
}

/** AppConfig writes its times with an offset, and none of the others here does. */
function isoOf(told: string | null | undefined): string | undefined {
  return told ? new Date(told).toISOString() : undefined;
}

/** The events of a deployment from which on clients have it. */
const SERVING = ['PERCENTAGE_UPDATED', 'BAKE_TIME_STARTED', 'DEPLOYMENT_COMPLETED'];

async function detailsOf(
  access: MemberAccess,
  target: ConfigTarget,
  id: string,
): Promise<ConfigDetails | undefined> {
  const what = `reading deployment ${id}`;
  const read = signedCall(access, target, get(GET_DEPLOYMENT, pathOf(id)), {});
  const found = await orNothing(what, read);
  if (found === undefined) return undefined;
  const told = answerOf(what, details, found);
  const log = told.EventLog ?? [];
  const began = log.find(({ EventType }) => EventType === 'ROLLBACK_STARTED');
  const reverted = log.find(({ EventType }) => EventType === 'REVERT_COMPLETED');
  const served = log.some(({ EventType }) => SERVING.includes(EventType));
  return {
    ...summaryOf(id, told),
    description: told.Description ?? '',
    served,
    ...(began && { takenBackBy: began.TriggeredBy ?? '', why: began.Description ?? '' }),
    ...(reverted?.OccurredAt && { revertedAt: isoOf(reverted.OccurredAt)! }),
  };
}

async function contentOf(
  access: MemberAccess,
  target: ConfigTarget,
  version: string,
): Promise<string | undefined> {
  const ids = await idsOf(access, target);
  if (ids === undefined) return undefined;
  const of = get(GET_VERSION, `${versionsPath(ids)}/${version}`);
  const what = `reading version ${version} of ${ids.profileName}`;
  const found = await orNothing(what, signedCall(access, target, of, {}, {}, AS_IT_IS));
  return found === undefined ? undefined : answerOf(what, z.string(), found);
}

/** A version is answered by its content alone. */
const AS_IT_IS: Spoken = {
  type: 'application/json',
  write: () => '',
  read: (text) => text,
  ...refusals,
};

/** Without leave to revert, AppConfig stops nothing that bakes. */
async function stop(access: MemberAccess, target: ConfigTarget, id: string): Promise<void> {
  const headers = { 'allow-revert': 'true' };
  const of = at(STOP_DEPLOYMENT, pathOf(id), { method: 'DELETE', headers });
  try {
    await signedCall(access, target, of, {}, { to: 'stop' });
  } catch (cause) {
    if (['BadRequestException', 'ResourceNotFoundException'].includes(nameOf(cause))) return;
    await translated(`stopping deployment ${id}`, Promise.reject(cause));
  }
}

async function orNothing<T>(what: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(what, Promise.reject(cause));
  }
}
