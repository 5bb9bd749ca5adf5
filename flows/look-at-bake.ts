// A bake: gathers all that speaks for or against the revision, judges it, keeps both, and answers the wave's token.

import { provesHarm } from '../core/alarm-reading.ts';
import { isAsking } from '../core/asking.ts';
import { Failure } from '../core/failure.ts';
import { keptTexts, keptVerdict } from '../core/judging/kept-charges.ts';
import {
  isStillAsked,
  type JudgedCase,
  judgeReadings,
  type Look,
  verdictOn,
} from '../core/judging/look.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { type Suspect, suspectsText } from '../core/suspects.ts';
import { driftText, isDrift, type Verdict } from '../core/verdict.ts';
import type { BakeWait } from '../core/wait.ts';
import { waitKey } from '../core/wait-key.ts';
import type { Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { gatherLook, gatherReadings } from './gather-look.ts';
import { saveJudging } from './judgings.ts';
import { noteLoad } from './load.ts';
import { measureDeployment } from './measure-deployment.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { eachSideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { suspectsOfLook } from './suspects-of-look.ts';
import { tellVerdict } from './tell-verdict.ts';

/**
 * Looks at a bake, keeps what it found, and answers the token once there is a verdict.
 *
 * An alarm that has fired decides alone and at once: the judge reads much more, and is heard after the answer, for
 * whoever asks why.
 */
export async function lookAtBake(ports: Ports, wait: BakeWait): Promise<void> {
  const before = await readWave(ports, wait.release, wait.wave);
  if (before.sealedAt !== undefined)
    return ports.table.remove(waitKey(wait), { token: wait.token });
  if (before.status !== 'baking' || before.halted) return answer(ports, wait, before);
  const look = await gatherLook(ports, before, wait.lastLook);
  await noteLoad(ports, before, look.load);

  const judged = judgeReadings(before, look.lookedAt, look.readings.found);
  const found = verdictOn(look, judged);
  const verdict = isAsking(before) ? withoutPass(found) : found;
  const charges = found.verdict === 'fail' ? (found.charges ?? []) : [];
  const suspects = await suspectsOfLook(ports, look, judged, charges);

  await keepJudgings(ports, judged);
  const wave = await keepVerdict(ports, look, keptVerdict(verdict), suspects);
  await answer(ports, wait, wave);
  if (wave.status === 'judged' && look.alarms.found.some(provesHarm))
    await judgeForTheRecord(ports, look);
}

/** What could not be judged in its time passes by a person's word, or bakes again: nothing passes by waiting. */
function withoutPass(found: Verdict): Verdict {
  return found.verdict === 'pass' ? { verdict: 'undecided', reasons: found.reasons } : found;
}

async function keepJudgings(ports: Ports, judged: readonly JudgedCase[]): Promise<void> {
  await eachSideBySide(judged, async ({ judging, from }) => {
    if (from) await saveJudging(ports, judging, from);
  });
}

async function keepVerdict(
  ports: Ports,
  look: Look,
  found: Verdict,
  suspects: readonly Suspect[],
): Promise<Wave> {
  const { release, plan } = look.wave;
  let written: LedgerEntry | undefined;
  const kept = await changeWave(ports, release, plan.index, (wave) => {
    written = undefined;
    if (!isStillAsked(wave, look)) return undefined;
    const {
      bake: { asked, ...bake },
      ...rest
    } = wave;
    if (found.verdict === 'undecided') {
      if (asked || sameAs(bake.lastLook, found)) return undefined;
      return { item: { ...wave, bake: { ...wave.bake, lastLook: found } } };
    }
    const others = suspectsText(suspects);
    const reason = [reasonOf(found.reasons), ...(others ? [others] : [])].join('; ');
    const text = `bake ended, ${found.verdict}: ${reason}`;
    const of = { pipeline: wave.pipeline, id: release };
    const entry = entryOf(ports, of, 'BakeEnded', waveName(plan), text);
    const named = suspects.length > 0 && { suspects };
    const moved = driftOf(look);
    const drift = moved !== '' && { drift: moved };
    const { verdict } = found;
    const item: Wave = {
      ...rest,
      status: 'judged',
      bake: { ...bake, lastLook: found, ...named, ...drift },
      judged: verdict === 'pass' ? { verdict, reason, at: entry.at } : { verdict, reason },
    };
    written = entry;
    return { item, entries: [entry] };
  });
  measureDeployment(ports, 'BakesEnded', plan.stage, written);
  return kept;
}

function driftOf({ truth }: Look): string {
  return reasonOf(keptTexts(truth.found.filter(isDrift).map(driftText)));
}

function sameAs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function answer(ports: Ports, wait: BakeWait, wave: Wave): Promise<void> {
  const next = await tellVerdict(ports, wait, wave);
  if (next) await lookAtBake(ports, next);
}

async function judgeForTheRecord(ports: Ports, look: Look): Promise<void> {
  const { wave, lookedAt } = look;
  try {
    const { found } = await gatherReadings(ports, look);
    await keepJudgings(ports, judgeReadings(wave, lookedAt, found));
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code, release: wave.release });
  }
}
