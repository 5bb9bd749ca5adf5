// A target that somebody else has moved since its wave's gate opened, or since a try of its deployment failed.

import type { Deployment } from '../core/deployment.ts';
import { isForeign, othersText } from '../core/found-truth.ts';
import { attemptOf, type Intent } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { driftText, type TruthReading } from '../core/verdict.ts';
import { hasOpened, type Wave } from '../core/wave.ts';
import { driftIn, keepDrift } from './drift-in-shift.ts';
import { readingOf } from './gather-truth.ts';
import type { Installation } from './intend.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { type Compared, compareWithTruth, runsWhatIsKnown } from './read-truth.ts';
import { shiftOf } from './shift-truth.ts';
import { whoMoved } from './who-moved.ts';

/**
 * Why nothing may be started there, which the wave keeps; undefined where it may. Before the first try the target runs
 * what the ledger says, or what is known besides, as its gate asked; before another one it may be between the two.
 * Somebody else's deployment that is under way there may take any time: it is not waited for. Where nothing can be
 * read, its gate has read it.
 */
export async function movedBeforeStart(
  ports: Ports,
  wanted: Installation,
  intent: Intent,
  running: Deployment | undefined,
): Promise<string | undefined> {
  const wave = await readWave(ports, wanted.release, wanted.wave);
  const [moved] =
    running && isForeign(running)
      ? [await readingOfOthers(ports, wanted, running)]
      : await movedSince(ports, wanted, intent, wave);
  if (moved === undefined) return undefined;
  const drift = driftIn([moved], ports.clock.now());
  if (drift) await keepDrift(ports, wave, drift);
  return driftText(moved);
}

/**
 * The same before a way back begins, which may be minutes after it was looked at; undefined where what is there is what
 * is taken back, or returned to, or is between the two. Who asked to go back over even that waits for a
 * deployment's end.
 */
export async function theirsBeforeBack(
  ports: Ports,
  { target, release, revision, takes = [], overDrift }: Installation,
  running: Deployment | undefined,
): Promise<string | undefined> {
  if (overDrift) return undefined;
  if (running) return isForeign(running) ? othersText(running) : undefined;
  const at = ports.clock.now().toISOString();
  const said = { target, installed: { release, revision, at } };
  const [compared] = await compareWithTruth(ports, [said]);
  if (compared?.says.is !== 'other' || !compared.isWhole) return undefined;
  if (takes.some((its) => compared.runs({ release, revision: its, at }))) return undefined;
  const { found } = await readingOf(ports, compared);
  return reasonOf(found.map(driftText));
}

async function readingOfOthers(
  ports: Ports,
  { target }: Installation,
  running: Deployment,
): Promise<TruthReading> {
  const by = await whoMoved(ports, target, running.createdAt, 'hasty');
  return { target: target.name, is: 'other', text: othersText(running), ...(by && { by }) };
}

async function movedSince(
  ports: Ports,
  wanted: Installation,
  intent: Intent,
  wave: Wave,
): Promise<readonly TruthReading[]> {
  const found = await othersOn(ports, wanted, intent);
  if (found === undefined) return [];
  // Since its gate, or the first try: the intent is of the last.
  const since = hasOpened(wave) && attemptOf(intent) > 1 ? { since: wave.openedAt } : {};
  return (await readingOf(ports, { ...found, ...since })).found;
}

async function othersOn(
  ports: Ports,
  { pipeline, target, revision }: Installation,
  intent: Intent,
): Promise<Compared | undefined> {
  const item = await ports.table.get(keys.target(pipeline, target.name));
  const isOther = ({ says }: Compared) => says.is === 'other';
  if (attemptOf(intent) > 1) {
    const said = shiftOf(target, { ...intent, seenShare: 0 });
    return (await compareWithTruth(ports, [said], 'quick')).find(isOther);
  }
  if (item?.running === undefined) return undefined;
  const said = { target, installed: item.running };
  const [quick] = await compareWithTruth(ports, [said], 'quick');
  if (quick === undefined || !isOther(quick)) return undefined;
  const whole = await compareWithTruth(ports, [said]);
  return whole.find((it) => isOther(it) && !runsWhatIsKnown(it, item, revision));
}
