// The steps by which Tidegate moves an alias's traffic: each is written in the intent, then taken, then reconciled.

import { createHash } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import type { AliasTruth } from '../../core/found-truth.ts';
import { deploymentMark, type Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';

type Target = TargetOf<'alias'>;

/** A target of a pipeline. */
export interface Placed {
  readonly pipeline: string;
  readonly target: Target;
}

/** What a shift is called: nobody but Tidegate knows of it, and so it is a name for its mark. */
export function shiftId(mark: string): string {
  return `shift-${createHash('sha256').update(mark).digest('hex').slice(0, 12)}`;
}

/** The intent that the shift is of, whatever has become of it; undefined where another has taken its place. */
export async function intentOf(
  ports: Ports,
  { pipeline, target }: Placed,
  id: string,
): Promise<Intent | undefined> {
  const intent = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
  return intent && shiftId(deploymentMark(intent, target.name)) === id ? intent : undefined;
}

/** How an alias stands between the two versions of an intent. */
export function standsAt(truth: AliasTruth, { functionVersion, fromVersion }: Intent) {
  const others = Object.entries(truth.weights).filter(([, share]) => share > 0);
  if (others.length === 0 && truth.version === functionVersion) return { share: 1 };
  if (truth.version === functionVersion) return passing(others, fromVersion);
  if (truth.version !== fromVersion) return undefined;
  if (others.length === 0) return { share: 0 };
  const [[version, share] = ['', 0], ...more] = others;
  return more.length === 0 && version === functionVersion ? { share } : undefined;
}

/** Lambda itself takes the traffic of an alias that is kept warm over, as instances of its new version come up. */
function passing(others: readonly [string, number][], from: string | undefined) {
  const [[version, left] = ['', 0], ...more] = others;
  return more.length === 0 && version === from ? { share: 1 - left } : undefined;
}

export async function readAlias(ports: Ports, target: Target): Promise<AliasTruth> {
  const { function: name, alias } = target.lambda;
  const truth = await ports.functions.readAlias(target, name, alias);
  if (truth) return truth;
  throw new Failure('Refused', `expected function ${name} to have the alias ${alias}, got none`);
}

/**
 * Sends that share of the traffic to the intent's version, unless it has it already: then only the note was missing.
 * The alias's setting is the lock: where somebody has moved it since it was read, this throws `NotReady`. Throws
 * `LeaseLost` where the intent does not stand any more.
 */
export async function takeStep(
  ports: Ports,
  placed: Placed,
  intent: Intent,
  share: number,
): Promise<void> {
  const truth = await readAlias(ports, placed.target);
  const at = ports.clock.now().toISOString();
  await noteStep(ports, placed, intent, { share, at });
  const isThere = standsAt(truth, intent)?.share === share;
  const setting = isThere ? truth.setting : await point(ports, placed.target, intent, truth, share);
  await noteStep(ports, placed, intent, { share, at, setting });
}

function point(
  ports: Ports,
  target: Target,
  { functionVersion = '', fromVersion = '' }: Intent,
  { setting }: AliasTruth,
  share: number,
): Promise<string> {
  const { function: name, alias } = target.lambda;
  const to = share === 1 ? functionVersion : fromVersion;
  const weights = share > 0 && share < 1 ? { [functionVersion]: share } : {};
  return ports.functions.pointAlias(target, name, alias, { version: to, setting, weights });
}

/** Takes all of the traffic back in one call; what has it all already, or was moved elsewhere, is left as it is. */
export async function takeBack(ports: Ports, placed: Placed, intent: Intent): Promise<void> {
  const truth = await readAlias(ports, placed.target);
  const { share } = standsAt(truth, intent) ?? {};
  if (share === undefined || share === 1) return;
  const at = ports.clock.now().toISOString();
  await noteStep(ports, placed, intent, { share: 0, at }, 'whoever');
  const setting = share === 0 ? truth.setting : await point(ports, placed.target, intent, truth, 0);
  await noteStep(ports, placed, intent, { share: 0, at, setting }, 'whoever');
}

/** Forth goes only whose intent stands; back goes whoever ends the release, too. */
async function noteStep(
  ports: Ports,
  { pipeline, target }: Placed,
  before: Intent,
  step: NonNullable<Intent['step']>,
  by: 'hand' | 'whoever' = 'hand',
): Promise<void> {
  const mark = deploymentMark(before, target.name);
  await ports.table.change(keys.target(pipeline, target.name), (item) => {
    const intent = item?.intent;
    const isIts = intent !== undefined && deploymentMark(intent, target.name) === mark;
    const isOpen = isIts && intent.status === 'open' && item!.fence <= intent.fence;
    const isStopped = intent?.step?.share === 0;
    if (by === 'hand' && (!isOpen || (isStopped && step.share > 0))) {
      const text = `expected the intent on ${target.name} to stand, got one that was ended or stopped`;
      throw new Failure('LeaseLost', text);
    }
    if (!isIts || item === undefined) return undefined;
    // What is only about to be so is not there yet; what is about to go may be gone.
    const isSeen = step.setting !== undefined || step.share === 0;
    const seen = isSeen && { seenShare: step.share };
    return { item: { ...item, intent: { ...intent, step, ...seen } } };
  });
}
