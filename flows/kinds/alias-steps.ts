// The steps by which Tidegate moves an alias's traffic: each is written in the intent, then taken, then reconciled.

import { createHash } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import type { AliasTruth } from '../../core/found-truth.ts';
import { deploymentMark, type Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { SteppingTarget } from '../../core/stepping.ts';
import type { Ports } from '../ports.ts';
import { isStale, pointAlias, readAlias } from './aliases.ts';

/** A target of a pipeline. */
export interface Placed {
  readonly pipeline: string;
  readonly target: SteppingTarget;
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
function standsAt(truth: AliasTruth, { functionVersion, fromVersion }: Intent) {
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

/**
 * How it stands now, by its share and its setting. What is told may be older than what was set last: then that counts.
 */
export async function standing(
  ports: Ports,
  target: SteppingTarget,
  intent: Intent,
): Promise<{ readonly share: number | undefined; readonly setting: string }> {
  const truth = await readAlias(ports, target);
  const { step } = intent;
  if (step?.setting !== undefined && isStale(target, truth, step.setting))
    return { share: step.share, setting: step.setting };
  return { share: standsAt(truth, intent)?.share, setting: truth.setting };
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
  const now = await standing(ports, placed.target, intent);
  const at = ports.clock.now().toISOString();
  await noteStep(ports, placed, intent, { share, at });
  const setting =
    now.share === share ? now.setting : await point(ports, placed.target, intent, now, share);
  await noteStep(ports, placed, intent, { share, at, setting });
}

function point(
  ports: Ports,
  target: SteppingTarget,
  { functionVersion = '', fromVersion = '' }: Intent,
  { setting }: { readonly setting: string },
  share: number,
): Promise<string> {
  const version = share === 1 ? functionVersion : fromVersion;
  const weights = share > 0 && share < 1 ? { [functionVersion]: share } : {};
  return pointAlias(ports, target, { version, setting, weights });
}

/**
 * Takes all of the traffic back in one call; what has it all already, or was moved elsewhere, is left as it is. A step
 * that was asked for, and not noted, may be told of later: then it is taken back all the same.
 */
export async function takeBack(ports: Ports, placed: Placed, intent: Intent): Promise<void> {
  const { target } = placed;
  const now = await standing(ports, target, intent);
  if (now.share === undefined || now.share === 1) return;
  const at = ports.clock.now().toISOString();
  await noteStep(ports, placed, intent, { share: 0, at }, 'whoever');
  const mayCome = target.machine !== undefined && intent.step?.setting === undefined;
  const isBack = now.share === 0 && !mayCome;
  const setting = isBack ? now.setting : await point(ports, target, intent, now, 0);
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
