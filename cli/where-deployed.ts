// Where a deployed Tidegate is, as a person says it: now, in the environment, or once at a login.

import type { SdkSettings } from '../aws/clients.ts';
import { Failure } from '../core/failure.ts';
import { type Login, readLogin } from './kept-login.ts';
import { webAddress } from './values.ts';

export interface Settings {
  readonly region: string;
  readonly table: string;
  /** Another address than AWS's own: that of a local release. */
  readonly endpoint?: string;
}

/** As a person gives it. */
export interface Where {
  readonly table?: string | undefined;
  readonly region?: string | undefined;
  /** The role to take in member accounts, for the verbs that look there. */
  readonly role?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
  readonly machine?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Tidegate is deployed. Throws `Refused` with a line for each thing that is not said. */
export function settingsFrom(given: Where, environment: Environment): Settings {
  const endpoint = endpointFrom(given, environment);
  const kept = loginFor(given, environment);
  const local = isLoopback(endpoint) ? LOCAL : undefined;
  // What is set to nothing is not set.
  const region =
    given.region ||
    kept?.region ||
    environment.AWS_REGION ||
    environment.AWS_DEFAULT_REGION ||
    local?.region;
  const table = given.table || environment.TIDEGATE_TABLE || kept?.table || local?.table;
  const missing = [
    ...(region
      ? []
      : [
          'expected the region Tidegate is deployed to, got none: log in once (tidegate login), or give --region or set AWS_REGION',
        ]),
    ...(table
      ? []
      : [
          'expected the name of Tidegate’s table, got none: say once where it is (tidegate login --region REGION), ' +
            'give --table or set TIDEGATE_TABLE; it is the output Table of the stack. Of a local release (npm start): give ' +
            '--endpoint-url with its address',
        ]),
  ];
  if (region && table && missing.length === 0)
    return { region, table, ...(endpoint && { endpoint }) };
  throw new Failure('Refused', missing.join('\n'));
}

/** Another address than AWS's own: what is said now, else what a login has said. */
export function endpointFrom(
  given: Pick<Where, 'endpoint-url'>,
  environment: Environment,
): string | undefined {
  const { AWS_ENDPOINT_URL: usual } = environment;
  const said = given['endpoint-url'] || (usual ? webAddress(usual, 'AWS_ENDPOINT_URL') : undefined);
  return said ?? readLogin(environment)?.endpoint;
}

/**
 * What a login has kept, where nothing that is said now leads elsewhere: to another region, or to an address that it
 * is not of.
 */
export function loginFor(
  given: Pick<Where, 'region' | 'endpoint-url'>,
  environment: Environment,
): Login | undefined {
  const login = readLogin(environment);
  if (login === undefined || login.endpoint !== endpointFrom(given, environment)) return undefined;
  return given.region === undefined || given.region === login.region ? login : undefined;
}

/** A release that `npm start` plays: its region, its table, and a key, of which any will do. */
export const LOCAL = {
  region: 'us-east-1',
  table: 'tidegate-local-Table',
  stack: 'tidegate-local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

export function isLoopback(endpoint: string | undefined): boolean {
  return (
    endpoint !== undefined &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname)
  );
}

/** A profile that was said at the login, unless the environment says whose credentials to use. */
export function useProfile(login: Login | undefined): void {
  const { AWS_ACCESS_KEY_ID: key, AWS_PROFILE: profile } = process.env;
  if (login?.profile !== undefined && !key && !profile) process.env.AWS_PROFILE = login.profile;
}

/** How AWS is reached; a local release takes any key. */
export function wireTo(
  endpoint: string | undefined,
): Pick<SdkSettings, 'endpoint' | 'credentials'> {
  if (endpoint === undefined) return {};
  const hasKey = process.env.AWS_ACCESS_KEY_ID !== undefined || process.env.AWS_PROFILE;
  return { endpoint, ...(isLoopback(endpoint) && !hasKey && { credentials: LOCAL.credentials }) };
}
