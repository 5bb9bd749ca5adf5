// The way to a deployed Tidegate's table, and to what else is read there.

import type { SdkSettings } from '../aws/clients.ts';
import { realClock } from '../aws/clock.ts';
import type { Clock } from '../core/clock.ts';
import { Failure, isFailure } from '../core/failure.ts';
import type { Ports } from '../flows/ports.ts';
import {
  isLoopback,
  loginFor,
  type Settings,
  settingsFrom,
  useProfile,
  type Where,
  wireTo,
} from './where-deployed.ts';

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
  // Of the SDK, which is loaded only where there is something to talk to.
  const { callerOf } = await import('../aws/caller.ts');
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
  const kept = loginFor(given, process.env);
  useProfile(kept);
  const wire = wireTo(endpoint);
  const { account, arn, at } = await callerAt(region, wire);
  if (kept && kept.table === table && kept.account !== account)
    throw new Failure(
      'Refused',
      `expected credentials of account ${kept.account}, where Tidegate is (tidegate login --show), got those of ${account}: ` +
        'set AWS_PROFILE, or log in anew',
    );
  const silent = () => {};
  const sdk = { home: { account, region }, ...wire };
  const { readingPorts } = await import('./reading-ports.ts');
  const { rolesNamed } = await import('./members.ts');
  const ports = readingPorts({
    sdk,
    clock: isLoopback(endpoint) && at ? clockAt(at) : realClock,
    log: { info: silent, warn: silent, error: silent },
    count: silent,
    measure: silent,
    tableName: table,
    releaseMachineArn: machineFor(
      given,
      settings,
      arn,
      kept?.table === table ? kept.machine : undefined,
    ),
    memberRoles: rolesNamed(given.role ?? `tidegate-${stageOf(table)}-reads`),
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

/** Of the stack that the table is of: `tidegate-prod-Table-1ABC`. */
export function stageOf(table: string): string {
  return /^tidegate-(.+?)-Table/.exec(table)?.[1] ?? 'prod';
}

/** The machine of the stack that the table is of, unless a person says another. */
function machineFor(
  { machine }: Where,
  { table, region }: Settings,
  caller: string,
  keptMachine: string | undefined,
): string {
  const said = machine ?? process.env.TIDEGATE_RELEASE_MACHINE ?? keptMachine;
  if (said !== undefined) return said;
  const [, partition = 'aws', , , account = ''] = caller.split(':');
  const stage = stageOf(table);
  return `arn:${partition}:states:${region}:${account}:stateMachine:tidegate-release-${stage}`;
}
