// What a target runs that does not answer by itself: it is asked once something was brought there, and before a pass.

import { Failure } from '../core/failure.ts';
import type { DeploymentWait } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { announced } from './hands.ts';
import { asksOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { targetNamed } from './target-named.ts';

/** Has it asked what a target runs, where its platform does not say so itself, unless that is under way already. */
export async function askRuns(ports: Ports, wait: DeploymentWait): Promise<void> {
  const { pipeline, release, wave: index, target: name, deployment: id } = wait;
  const wave = await readWave(ports, release, index);
  const target = targetNamed(wave, name);
  const asks = asksOf(target);
  if (asks === undefined || wave.sealedAt !== undefined) return;
  await announced(ports, wave, `the question what ${name} runs`, () =>
    asks.ask(ports, { pipeline, target, id }),
  );
}

/** Throws `NotReady` while one of a wave's targets has not said just now what it runs: try again. */
export async function askBeforePass(ports: Ports, wave: Wave): Promise<void> {
  const silent: string[] = [];
  for (const target of wave.plan.targets) {
    const asks = asksOf(target);
    const hasAnswered = () =>
      announced(ports, wave, `the question what ${target.name} runs`, async () =>
        asks?.hasAnswered(ports, target),
      );
    if (asks && !(await hasAnswered())) silent.push(target.name);
  }
  if (silent.length > 0)
    throw new Failure(
      'NotReady',
      `expected ${silent.join(', ')} to say what runs there, got no answer yet`,
    );
}
