// Brings one target back for a leg of a drill, just as a rollback would; what it runs, and has run, stays known.

import { keys } from '../../core/keys.ts';
import { emptyTarget } from '../../core/target.ts';
import { haltOf } from '../../core/wave.ts';
import { readLiveWave } from '../hands.ts';
import { install, isUnderWay } from '../install.ts';
import { ROLLBACK_RETRIES } from '../look-at-deployment.ts';
import { noPoint } from '../no-way-back.ts';
import type { Ports } from '../ports.ts';
import { readRelease } from '../read.ts';
import type { Return } from '../return-by-hand.ts';
import { pointBack } from '../return-point.ts';
import { fenceOf } from '../stages.ts';
import { targetNamed } from '../target-named.ts';
import { wayBackOf } from '../way-back.ts';

/**
 * Starts nothing once the wave is proven harmful, or a target of it was moved. That there is no way back is what a
 * drill is there to find. Throws what `install` throws.
 */
export async function bringBack(
  ports: Ports,
  input: Return & { readonly leg: number },
): Promise<void> {
  const { leg, ...asked } = input;
  const { pipeline, release, token, target: name } = asked;
  const its = await readRelease(ports, pipeline, release);
  const wave = await readLiveWave(ports, release, input.wave);
  const failed = (reason: string) =>
    ports.workflows.answer(token, { target: name, succeeded: false, reason });
  const halt = haltOf(wave);
  if (halt && !(await isUnderWay(ports, asked))) return failed(`not started: ${halt.reason}`);
  const item = (await ports.table.get(keys.target(pipeline, name))) ?? emptyTarget(pipeline, name);
  const { digest } = its.revision;
  const { point, lowest } = await pointBack(ports, item, digest);
  if (point === undefined) return failed(lowest ?? noPoint(item, digest));
  const target = targetNamed(wave, name);
  const way = await wayBackOf(ports, target, point);
  if (way.is === 'missing') return failed(way.text);
  const { revision, functionVersion } = point;
  await install(ports, {
    ...asked,
    fence: await fenceOf(ports, pipeline, wave.plan.stage, release),
    retries: ROLLBACK_RETRIES,
    limitSeconds: wave.plan.deploySeconds,
    target,
    doing: 'rollBack',
    revision,
    takes: [its.revision],
    drill: { leg, of: its.revision },
    ...(functionVersion && { functionVersion }),
  });
}
