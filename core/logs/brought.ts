// What a release has brought to a target, as the target's item tells it, though it may have been taken back since.

import { deploymentOf, type Intent } from '../intent.ts';
import { bakedOn, hasBegun, type Target } from '../target.ts';

export interface Brought {
  /** As its platform calls it: a version, a task definition; absent where it has no name there. */
  readonly version?: string;
  /** What brought it: a job's build. */
  readonly deployment?: string;
}

/** Undefined while nothing of the release may be there, and once nothing tells of it any more. */
export function broughtBy(item: Target | undefined, release: string): Brought | undefined {
  if (item === undefined) return undefined;
  const { intent, running } = item;
  if (intent?.release === release) return ofIntent(item, intent);
  const installed = [running, ...bakedOn(item)].find((each) => each?.release === release);
  return installed && named(installed.functionVersion);
}

/** A rollback goes out from what the release had brought. */
function ofIntent(item: Target, intent: Intent): Brought | undefined {
  const { doing, drill, functionVersion, fromVersion, release, revision } = intent;
  const isBack = drill ? drill.of.digest !== revision.digest : doing === 'rollBack';
  if (isBack) return fromVersion === functionVersion ? undefined : named(fromVersion);
  if (!hasBegun(item, release)) return undefined;
  const deployment = deploymentOf(intent);
  return { ...named(functionVersion), ...(deployment !== undefined && { deployment }) };
}

function named(version: string | undefined): Brought {
  return version === undefined ? {} : { version };
}
