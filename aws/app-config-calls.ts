// The operations of AppConfig, each as it is signed and sent: its client is larger than all that is done with it.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { AppConfigFields } from '../core/pipeline/targets/app-config.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { type RestService, signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

const LIST_APPLICATIONS = {
  service: 'appconfig',
  path: '/applications',
  operation: 'ListApplications',
};
const LIST_ENVIRONMENTS = {
  service: 'appconfig',
  path: '/applications',
  operation: 'ListEnvironments',
};
const LIST_VERSIONS = {
  service: 'appconfig',
  path: '/applications',
  operation: 'ListHostedConfigurationVersions',
};
const LIST_PROFILES = {
  service: 'appconfig',
  path: '/applications',
  operation: 'ListConfigurationProfiles',
};

/** A target's profile, in its environment. */
export interface ConfigTarget extends Place {
  readonly appConfig: AppConfigFields;
}

/** By their ids: names may be given again. */
export interface ConfigIds {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
  /** Deployments in lists tell their profile by its name. */
  readonly profileName: string;
}

export function get(operation: RestService, path: string, query = {}): RestService {
  return { ...operation, path, method: 'GET', query };
}

/** The same, where something is changed. */
export function at(
  operation: RestService,
  path: string,
  more: Pick<RestService, 'method' | 'headers'> = {},
): RestService {
  return { ...operation, path, ...more };
}

const page = z.object({
  Items: z.array(z.unknown()).nullish(),
  NextToken: z.string().nullish(),
});

/** Enough for any list that is read whole. */
const MOST_PAGES = 40;

/** All of a list, or the first page of it. */
export async function listed<Item>(
  access: MemberAccess,
  place: Place,
  of: RestService,
  item: z.ZodType<Item>,
  pages = MOST_PAGES,
): Promise<Item[]> {
  const all: unknown[] = [];
  let token: string | undefined;
  for (let count = 0; count < pages; count += 1) {
    const query = { ...of.query, max_results: '50', ...(token && { next_token: token }) };
    const read = page.parse(await signedCall(access, place, { ...of, query }, {}));
    all.push(...(read.Items ?? []));
    token = read.NextToken ?? undefined;
    if (token === undefined) break;
  }
  return answerOf(`listing ${of.path}`, z.array(item), all);
}

const named = z.object({ Id: z.string(), Name: z.string() });

/** Undefined where one of them is not there. Throws `Refused` where several have one name. */
export async function idsOf(
  access: MemberAccess,
  target: ConfigTarget,
): Promise<ConfigIds | undefined> {
  const { appConfig: it } = target;
  const among = async (operation: RestService, path: string, name: string) => {
    const what = `listing ${path}`;
    const all = await translated(what, listed(access, target, get(operation, path), named));
    return oneOf(all, name, path);
  };
  const application = await among(LIST_APPLICATIONS, '/applications', it.application);
  if (application === undefined) return undefined;
  const within = `/applications/${application.Id}`;
  const environment = await among(LIST_ENVIRONMENTS, `${within}/environments`, it.environment);
  const profile = await among(LIST_PROFILES, `${within}/configurationprofiles`, it.profile);
  if (environment === undefined || profile === undefined) return undefined;
  return {
    application: application.Id,
    environment: environment.Id,
    profile: profile.Id,
    profileName: profile.Name,
  };
}

/** What it is called counts before an id that is spelt so. */
export function oneOf(
  all: readonly z.output<typeof named>[],
  name: string,
  path: string,
): z.output<typeof named> | undefined {
  const found = all.find(({ Name }) => Name === name) ?? all.find(({ Id }) => Id === name);
  const alike = all.filter(({ Name }) => Name === found?.Name);
  if (found === undefined || alike.length === 1) return found;
  const ids = alike.map(({ Id }) => Id).join(', ');
  const text = `expected one of ${path} to be called ${found.Name}, got ${ids}: AppConfig lets several have one name; give it a name of its own`;
  throw new Failure('Refused', text);
}

export function calledOf({ appConfig: { application, environment, profile } }: ConfigTarget) {
  return `${application}/${environment}/${profile}`;
}

/** At most 64 characters, and not digits alone. Flags are given back with times of their own: it tells their bytes. */
export function labelOf(digest: string): string {
  return `tidegate-${digest.replace('sha256:', '').slice(0, 40)}`;
}

const hosted = z.object({ VersionNumber: z.number(), VersionLabel: z.string().nullish() });

/** The hosted version that Tidegate has made of what has this digest; undefined where there is none. */
export async function versionMade(
  access: MemberAccess,
  target: ConfigTarget,
  digest: string,
): Promise<string | undefined> {
  const ids = await idsOf(access, target);
  if (ids === undefined) return undefined;
  const label = labelOf(digest);
  const of = get(LIST_VERSIONS, versionsPath(ids), { version_label: label });
  const what = `listing the versions of ${calledOf(target)}`;
  const all = await translated(what, listed(access, target, of, hosted));
  const found = all.find(({ VersionLabel }) => VersionLabel === label);
  return found && `${found.VersionNumber}`;
}

export function versionsPath({ application, profile }: ConfigIds): string {
  return `/applications/${application}/configurationprofiles/${profile}/hostedconfigurationversions`;
}
