// Stops all that a wave has under way: what shifts is stopped by whoever looks at it, what waits is answered.

import { isStoppedBy } from '../core/halt.ts';
import { deploymentOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { haltedTest } from '../core/test-run.ts';
import { haltOf, stopOf, testsOf, type WaveOf } from '../core/wave.ts';
import { giveUpDrill, toldOfDrill } from './drill/end-leg.ts';
import { answerWait } from './hands.ts';
import { lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { tellVerdict } from './tell-verdict.ts';

/**
 * Of a wave that is proven harmful, all; of one that somebody else has moved targets of, these and the tests: what is
 * left half-way would be neither one revision nor the other. Where what shifts is taken back, all of it.
 *
 * One that cannot be stopped keeps no other from it: what went wrong first is thrown at the end.
 */
export async function stopWave(ports: Ports, wave: WaveOf<'open'>): Promise<void> {
  const { drift } = wave;
  const isToStop = ({ name }: TargetDefinition) =>
    stopOf(wave) ?? (drift && isStoppedBy(drift, name));
  const tests = Object.keys(testsOf(wave));
  const question = await ports.table.get(keys.bakeWait(wave.release, wave.plan.index));
  const thrown = [
    ...(await failuresOf(wave.plan.targets.filter(isToStop), (target) =>
      stopTarget(ports, wave, target),
    )),
    ...(await failuresOf(tests, (test) => giveUpTest(ports, wave, test))),
    // Who is asked about its tests need not answer any more.
    ...(await failuresOf(question ? [question] : [], async (wait) => {
      await tellVerdict(ports, wait, wave);
    })),
  ];
  if (thrown.length > 0) throw thrown[0];
}

async function failuresOf<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<void>,
): Promise<unknown[]> {
  const all = await sideBySide(items, (item) =>
    run(item).then(
      () => [],
      (thrown: unknown) => [thrown],
    ),
  );
  return all.flat();
}

/** One that is just being started is looked at, and stopped, by whoever starts it. */
async function stopTarget(
  ports: Ports,
  { pipeline, release }: WaveOf<'open'>,
  { name, account, region }: TargetDefinition,
): Promise<void> {
  const intent = (await ports.table.get(keys.target(pipeline, name)))?.intent;
  if (intent?.release !== release || intent.status === 'ended') return;
  const deployment = deploymentOf(intent);
  if (deployment === undefined) return;
  const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
  if (wait) await lookAtDeployment(ports, wait);
}

/** What it would say no longer matters; its build runs on. */
async function giveUpTest(ports: Ports, wave: WaveOf<'open'>, test: string): Promise<void> {
  const halt = haltOf(wave);
  const run = wave.tests[test];
  if (run?.status !== 'running' || halt === undefined) return;
  const wait = await ports.table.get(keys.testWait(run.build));
  if (run.drill) {
    const told = toldOfDrill(await giveUpDrill(ports, wave, test), test, run.drill.leg);
    if (wait && told) await answerWait(ports, wait, told);
  } else if (wait) await answerWait(ports, wait, haltedTest(test, halt));
}
