// What a release's targets run as it is being ended: what is said of them is said of what was read just then.

import { Failure } from '../core/failure.ts';
import { type Intent, resultOf } from '../core/intent.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Release } from '../core/release.ts';
import type { Truths } from '../core/settlement-facts.ts';
import type { Target } from '../core/target.ts';
import { driftText } from '../core/verdict.ts';
import { isThrough } from '../core/wave.ts';
import { behindOf, plannedTargetsOf } from '../core/wave-targets.ts';
import { readingOf } from './gather-truth.ts';
import { isPatient } from './patience-at-end.ts';
import type { Ports } from './ports.ts';
import { compareWithTruth } from './read-truth.ts';
import type { Sealed } from './seal.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * What is not as the ledger says of the targets that the end will speak of: all of a release that has passed every
 * wave, what a rollback has taken back, and where nothing was started.
 *
 * Throws `NotReady` where something cannot be found out, for half an hour; after that, not to know is what is known.
 */
export async function settledTruth(
  ports: Ports,
  release: Release,
  { waves, targets }: Omit<Sealed, 'unread'>,
): Promise<Truths> {
  const allPassed = waves.length === release.waveCount && waves.every(isThrough);
  const left = new Set(
    waves
      .filter(isThrough)
      .flatMap(behindOf)
      .map(({ target }) => target.name),
  );
  const definitions = new Map<string, TargetDefinition>(
    waves.flatMap((wave) => plannedTargetsOf(wave).map((target) => [target.name, target] as const)),
  );
  const said = targets.flatMap(({ name, intent, running, stays, behind }: Target) => {
    const isSpokenOf =
      allPassed ||
      intent?.doing === 'rollBack' ||
      isGivenUp(intent) ||
      stays?.release === release.id;
    const target = definitions.get(name);
    // It was read as it was taken back, and its wave says nothing of it but that.
    if (behind?.release === release.id && (allPassed || left.has(name))) return [];
    return isSpokenOf && running && target ? [{ target, installed: running }] : [];
  });
  const all = await compareWithTruth(ports, said);
  const others = all.filter(({ says }) => says.is !== 'same' && says.is !== 'touched');
  // The release has nothing there: what it does not know of it is no doubt about itself.
  const untouched = new Set(targets.flatMap((it) => (isGivenUp(it.intent) ? [it.name] : [])));
  const moved = new Map<string, string>();
  const unknown = new Map<string, string>();
  await sideBySide(others, async (each) => {
    const { name } = each.target;
    const { found } = await readingOf(ports, each);
    const [reading] = found;
    if (reading?.is === 'other') moved.set(name, driftText(reading));
    else if (!untouched.has(name))
      unknown.set(name, reading?.text ?? `what runs on ${name} could not be read`);
  });
  if (unknown.size > 0 && isPatient(ports, release, waves)) {
    const text = reasonOf([...unknown.values()]);
    throw new Failure(
      'NotReady',
      `expected to know what the targets of ${release.id} run: ${text}`,
    );
  }
  return { moved, unknown };
}

function isGivenUp(intent: Intent | undefined): boolean {
  return resultOf(intent) === 'GivenUp';
}
