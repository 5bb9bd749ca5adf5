// Where a deployed Tidegate is, as a person says it, and the way to its table.

import { callerOf } from '../aws/caller.ts';
import type { SdkSettings } from '../aws/clients.ts';
import { realClock } from '../aws/clock.ts';
import type { Clock } from '../core/clock.ts';
import { Failure, isFailure } from '../core/failure.ts';
import { type Ports, portsFor } from '../flows/ports.ts';
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
  const { AWS_ENDPOINT_URL: usual } = environment;
  const endpoint = given['endpoint-url'] ?? (usual && webAddress(usual, 'AWS_ENDPOINT_URL'));
  const local = isLoopback(endpoint) ? LOCAL : undefined;
  const region =
    given.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? local?.region;
  const table = given.table ?? environment.TIDEGATE_TABLE ?? local?.table;
  const missing = [
    ...(region
      ? []
      : ['expected the region Tidegate is deployed to, got none: give --region or set AWS_REGION']),
    ...(table
      ? []
      : [
          'expected the name of Tidegate’s table, got none: give --table or set TIDEGATE_TABLE; ' +
            'it is the output Table of the stack, see npx serverless info --verbose',
        ]),
  ];
  if (region && table && missing.length === 0)
    return { region, table, ...(endpoint && { endpoint }) };
  throw new Failure('Refused', missing.join('\n'));
}

/** A release that `npm start` plays: its region, its table, and a key, of which any will do. */
export const LOCAL = {
  region: 'us-east-1',
  table: 'tidegate-local-Table',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

export function isLoopback(endpoint: string | undefined): boolean {
  return (
    endpoint !== undefined &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname)
  );
}

export interface Deployed extends Settings {
  readonly account: string;
  /** The ARN of whoever runs the command. */
  readonly person: string;
  readonly ports: Ports;
  /** For what no function needs, and only a person asks. */
  readonly sdk: SdkSettings;
  /** The time there, in milliseconds; in a world that is played here it passes at another pace. */
  readonly now: () => Promise<number>;
}

async function callerAt(region: string, wire: Omit<SdkSettings, 'home'>) {
  try {
    return await callerOf(region, realClock, wire);
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed') || wire.endpoint === undefined) throw thrown;
    const text = `${thrown.message}; is a local release (npm start) running at ${wire.endpoint}?`;
    throw new Failure('ServiceFailed', text, { cause: thrown });
  }
}

/** Opens a deployed Tidegate. Only where a build is looked for in a member account is that entered. */
export async function openDeployed(given: Where): Promise<Deployed> {
  const settings = settingsFrom(given, process.env);
  const { region, table, endpoint } = settings;
  const hasKey = process.env.AWS_ACCESS_KEY_ID !== undefined || process.env.AWS_PROFILE;
  const key = isLoopback(endpoint) && !hasKey ? { credentials: LOCAL.credentials } : {};
  const wire = endpoint === undefined ? {} : { endpoint, ...key };
  const { account, arn, at } = await callerAt(region, wire);
  const silent = () => {};
  const sdk = { home: { account, region }, ...wire };
  const ports = portsFor({
    sdk,
    clock: isLoopback(endpoint) && at ? clockAt(at) : realClock,
    log: { info: silent, warn: silent, error: silent },
    count: silent,
    tableName: table,
    releaseMachineArn: machineFor(given, settings, arn),
    memberRole: given.role ?? process.env.TIDEGATE_MEMBER_ROLE ?? 'tidegate-member',
  });
  const now = async () => {
    const there = isLoopback(endpoint) ? (await callerAt(region, wire)).at : undefined;
    return (there ?? realClock.now()).getTime();
  };
  return { ...settings, account, person: arn, ports, sdk, now };
}

/** The clock of a world that is played here: it is another time there. */
function clockAt(at: Date): Clock {
  const ahead = at.getTime() - realClock.now().getTime();
  return { ...realClock, now: () => new Date(realClock.now().getTime() + ahead) };
}

/** The machine of the stack that the table is of, unless a person says another: `tidegate-prod-Table-1ABC`. */
function machineFor({ machine }: Where, { table, region }: Settings, caller: string): string {
  const said = machine ?? process.env.TIDEGATE_RELEASE_MACHINE;
  if (said !== undefined) return said;
  const [, partition = 'aws', , , account = ''] = caller.split(':');
  const stage = /^tidegate-(.+?)-Table/.exec(table)?.[1] ?? 'prod';
  return `arn:${partition}:states:${region}:${account}:stateMachine:tidegate-release-${stage}`;
}
