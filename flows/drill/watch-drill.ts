// Watches a wave's rollback drill: each leg for its time, and tells the wave's machine what is moved for the next.

import { drillIn, legSecondsOf, type PlannedDrill } from '../../core/drill.ts';
import { Failure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { emptyTarget } from '../../core/target.ts';
import type { TestWait } from '../../core/wait.ts';
import { haltOf, testsOf, type Wave } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import { answerWait, readLiveWave, register } from '../hands.ts';
import { noPoint } from '../no-way-back.ts';
import type { Ports } from '../ports.ts';
import { readRelease, readWave } from '../read.ts';
import { pointBack } from '../return-point.ts';
import { sideBySide } from '../side-by-side.ts';
import {
  beginDrill,
  type Drilling,
  drillingIn,
  endDrill,
  giveUpDrill,
  isToBegin,
  type ToldOfDrill,
  toldOfDrill,
  watchLeg,
} from './end-leg.ts';
import { lookAtLeg } from './look-at-leg.ts';

export interface WatchedDrill {
  readonly token: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  /** The leg that the machine has moved targets for; 0 before any. */
  readonly leg: number;
  /** Which of them are not where they were to be, and why; empty where all are. */
  readonly unmoved: string;
}

/**
 * Registers the token before it looks. A function that dies, or comes twice, finds what was kept: a leg is begun,
 * judged and left by one write each, and its machine is told what stands there.
 */
export async function watchDrill(ports: Ports, input: WatchedDrill): Promise<void> {
  const { token, pipeline, release, wave: index, leg } = input;
  const before = await readLiveWave(ports, release, index);
  const planned = drillIn(before.plan);
  if (planned === undefined)
    throw new Failure(
      'Missing',
      `expected a drill in the plan of ${waveName(before.plan)}, got none`,
    );
  const { name } = planned;
  const wave = await arrived(ports, await begun(ports, before, planned), name, input);
  const run = drillingIn(wave, name);
  const told = toldOfDrill(wave, name, leg);
  if (told || run === undefined) return ports.workflows.answer(token, told ?? nothing(name));
  const wait: TestWait = {
    ...{ kind: 'test', token, pipeline, release, wave: index, test: name },
    build: run.build,
  };
  await register(ports, wait);
  await untilItsEnd(ports, run, planned);
  if (secondsLeft(ports, run, planned) <= 0) await lookAtLeg(ports, wave, planned, run.drill);
  await tell(ports, wait, await readWave(ports, release, index), leg);
}

/** Its wave was ended before its drill was begun. */
function nothing(test: string): ToldOfDrill {
  const reason = 'its wave was ended before it';
  return { test, verdict: 'halted', reason, leg: 0, doing: 'none', targets: [] };
}

/** What was found meanwhile has answered all that were registered by then. */
async function tell(ports: Ports, wait: TestWait, wave: Wave, leg: number): Promise<void> {
  const ended = haltOf(wave) ? await giveUpDrill(ports, wave, wait.test) : wave;
  const told = toldOfDrill(ended, wait.test, leg);
  const next = told && (await answerWait(ports, wait, told));
  if (next?.kind === 'test' && told) await answerWait(ports, next, told);
}

async function begun(ports: Ports, wave: Wave, planned: PlannedDrill): Promise<Wave> {
  if (haltOf(wave)) return giveUpDrill(ports, wave, planned.name);
  if (!isToBegin(testsOf(wave)[planned.name])) return wave;
  return beginDrill(ports, wave, planned, await withWayBack(ports, wave));
}

/** Those of its targets that have a revision to return to, and in words why the others have none. */
async function withWayBack(ports: Ports, { pipeline, release, plan }: Wave) {
  const { revision } = await readRelease(ports, pipeline, release);
  const all = await sideBySide(plan.targets, async ({ name }) => {
    const item =
      (await ports.table.get(keys.target(pipeline, name))) ?? emptyTarget(pipeline, name);
    const { point, lowest } = await pointBack(ports, item, revision.digest);
    return { name, why: point ? undefined : (lowest ?? noPoint(item, revision.digest)) };
  });
  const targets = all.filter(({ why }) => why === undefined).map(({ name }) => name);
  const without = all.flatMap(({ name, why }) => (why === undefined ? [] : [`${name} (${why})`]));
  return { targets, without: without.join(', ') };
}

/** Where the machine comes from moving targets: they are there, or the drill has shown that they do not get there. */
async function arrived(
  ports: Ports,
  wave: Wave,
  name: string,
  { leg, unmoved }: WatchedDrill,
): Promise<Wave> {
  const drill = drillingIn(wave, name)?.drill;
  if (drill === undefined || drill.leg !== leg || drill.since !== undefined) return wave;
  if (unmoved === '') return watchLeg(ports, wave, name, leg);
  return endDrill(ports, wave, name, { reason: `not moved: ${unmoved}`, fault: 'infrastructure' });
}

function secondsLeft(ports: Ports, { drill: { since = '' } }: Drilling, planned: PlannedDrill) {
  return legSecondsOf(planned) - (ports.clock.now().getTime() - Date.parse(since)) / 1000;
}

/** Timeouts count from their states' entries, so a look may come a moment before its leg's own end. */
const MOMENT_SECONDS = 5;

async function untilItsEnd(ports: Ports, run: Drilling, planned: PlannedDrill): Promise<void> {
  const left = secondsLeft(ports, run, planned);
  if (left > 0 && left <= MOMENT_SECONDS) await ports.clock.sleep(left);
}
