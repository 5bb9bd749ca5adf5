// The changes of an account and region in the table: written as they are heard of, listed by their time.

import type { Place } from '../aws/clients.ts';
import { CHANGE_DAYS, type Change, type ChangeOfRelease } from '../core/change.ts';
import { deploymentOperation } from '../core/change-event.ts';
import { isFailure } from '../core/failure.ts';
import type { Intent } from '../core/intent.ts';
import { keys, ranges } from '../core/keys.ts';
import { deployedTo } from '../core/nearness.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Ports } from './ports.ts';

/** A deployment of Tidegate's own. */
interface Noted extends Pick<ChangeOfRelease, 'pipeline' | 'release' | 'wave'> {
  readonly target: TargetDefinition;
  readonly doing: Intent['doing'];
}

/** Old ones that are forgotten at each write: more than are written, so that none stay. */
const FORGOTTEN_AT_ONCE = 5;
/** The newest of a stretch of time that are looked at; a suspect is rarely the hundredth. */
const MOST_LISTED = 300;
/** Behind every id in the order of keys. */
const LAST = '#~';

export async function saveChange({ table }: Pick<Ports, 'table'>, change: Change): Promise<void> {
  await table.put(keys.change(change.account, change.region, change.at, change.id), change);
}

/**
 * Says whose a deployment is, which CodeDeploy's events do not: at whose bake it may then be a suspect. A deployment
 * does not fail for want of that.
 */
export async function noteDeployment(
  ports: Ports,
  { pipeline, release, wave, target, doing }: Noted,
  deployment: string,
  startedAt: string,
): Promise<void> {
  const change: Change = {
    kind: 'change',
    id: `${deployment}-${release}`,
    at: startedAt,
    account: target.account,
    region: target.region,
    operation: deploymentOperation(deployment),
    phase: 'done',
    what: `${doing === 'deploy' ? 'release' : 'the rollback of release'} ${release} on ${target.name}`,
    nodes: deployedTo(target),
    ofRelease: { pipeline, release, wave, target: target.name },
  };
  try {
    await saveChange(ports, change);
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    ports.log.warn('expected to note whose a deployment is, got an error', { deployment, release });
  }
}

/** Removes a few of the changes that nobody will ask after any more. */
export async function forgetOldChanges(ports: Ports, { account, region }: Place): Promise<void> {
  const oldest = new Date(ports.clock.now().getTime() - CHANGE_DAYS * 86_400_000).toISOString();
  const range = ranges.changes(account, region);
  const old = await ports.table.between(range, '0', oldest, FORGOTTEN_AT_ONCE);
  for (const { at, id } of old) await ports.table.remove(keys.change(account, region, at, id));
}

/** The changes from one time to another, both included, the latest first. */
export function readChanges(
  { table }: Pick<Ports, 'table'>,
  { account, region }: Place,
  from: Date,
  until: Date,
): Promise<Change[]> {
  const end = `${until.toISOString()}${LAST}`;
  return table.between(ranges.changes(account, region), from.toISOString(), end, MOST_LISTED);
}
