// Slices of one wave: what one of them does to the others.

import { secondsLeft } from '../aws/time-left.ts';
import { deploymentOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { slicesOf } from '../core/slices.ts';
import { haltedTest } from '../core/test-run.ts';
import { isThrough, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { answerWait, failWait } from './hands.ts';
import { lookAtGate } from './look-at-gate.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { eachSideBySide, sideBySide } from './side-by-side.ts';
import { tellVerdict } from './tell-verdict.ts';

/** What is left for whoever has failed to say so itself. */
const SPARED_SECONDS = 15;

/** Whether a wave has passed with all slices of it; of the last one to pass, it is so. */
export async function areThrough(ports: Ports, { release, plan }: Wave): Promise<boolean> {
  if (plan.sliced?.first === plan.index) return false;
  if (plan.sliced === undefined) return true;
  for (const index of slicesOf(plan).reverse())
    if (!isThrough(await readWave(ports, release, index))) return false;
  return true;
}

/** The plans of a wave that has passed, of all its slices. */
export async function plansOf(
  ports: Ports,
  { release, plan }: Wave,
): Promise<readonly PlannedWave[]> {
  if (plan.sliced === undefined) return [plan];
  const waves = await sideBySide(slicesOf(plan), (index) => readWave(ports, release, index));
  return waves.map((wave) => wave.plan);
}

/** A slice has passed: its tests may begin, where there is no bake that they would run beside. */
export async function lookAtTestsOf(ports: Ports, { release, plan }: Wave): Promise<void> {
  if (plan.sliced === undefined || plan.sliced.first === plan.index) return;
  const wait = await ports.table.get(keys.gateWait(release, plan.sliced.last));
  if (wait) await orLogged(ports, { gateOf: release }, () => lookAtGate(ports, wait));
}

/**
 * Ends what the other slices of a wave have under way, since one of them has not passed: what it has failed in is
 * taken back everywhere; where it was only stopped, what has begun to shift ends first. Doing it again changes nothing.
 */
export async function haltSlices(
  ports: Ports,
  wave: Wave,
  { ended, reason }: { readonly ended: string; readonly reason: string },
): Promise<void> {
  const { release, plan, halted } = wave;
  if (plan.sliced === undefined || plan.index === plan.sliced.first || halted) return;
  const text = `${waveName(plan)} has ended, ${ended}: ${reason}`.slice(0, 600);
  const stops = ended === 'Failed' && ({ stops: true } as const);
  await sideBySide(
    slicesOf(plan).filter((index) => index !== plan.index),
    (index) =>
      orLogged(ports, { slice: index }, async () => {
        const after = await changeWave(ports, release, index, (item) => {
          if (item.status === 'ended' || item.halted?.stops || (item.halted && !stops))
            return undefined;
          const at = item.halted?.at ?? ports.clock.now().toISOString();
          return { item: { ...item, halted: { at, reason: text, ...stops } } };
        });
        if (after.halted) await end(ports, after);
      }),
  );
}

/** What waits of a slice that has been halted is answered. */
async function end(ports: Ports, wave: Wave): Promise<void> {
  const { release, plan } = wave;
  if (wave.status === 'open') return endOpen(ports, wave);
  if (wave.status === 'waiting') {
    const gate = await ports.table.get(keys.gateWait(release, plan.index));
    return gate && lookAtGate(ports, gate);
  }
  const bake = await ports.table.get(keys.bakeWait(release, plan.index));
  if (bake) await tellVerdict(ports, bake, wave);
}

/**
 * What shifts is looked at by its own state, which begins anew and stops it: thousands are more than one function
 * stops. What is not reached in time is stopped by the sweep.
 */
async function endOpen(ports: Ports, wave: WaveOf<'open'>): Promise<void> {
  const { release, plan, halted, tests } = wave;
  if (halted === undefined) return;
  const question = await ports.table.get(keys.bakeWait(release, plan.index));
  if (question) await tellVerdict(ports, question, wave);
  await eachSideBySide(Object.entries(tests), async ([test, run]) => {
    const wait = run.status === 'running' && (await ports.table.get(keys.testWait(run.build)));
    // A drill has moved traffic: its own state begins anew, and gives it up.
    if (wait && run.drill) await failWait(ports, wait, halted.reason);
    else if (wait) await answerWait(ports, wait, haltedTest(test, halted));
  });
  if (!halted.stops) return;
  await eachSideBySide(plan.targets, async (target) => {
    if (secondsLeft() < SPARED_SECONDS) return;
    const { account, region } = target;
    const intent = (await ports.table.get(keys.target(wave.pipeline, target.name)))?.intent;
    if (intent?.release !== release || intent.status === 'ended') return;
    const deployment = deploymentOf(intent);
    if (deployment === undefined) return;
    const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
    if (wait) await failWait(ports, wait, halted.reason);
  });
}
