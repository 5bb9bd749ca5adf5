// Command "reject": a release stops in front of a stage whose plan somebody does not want.

import { keys, ranges } from '../../core/keys.ts';
import { hasOpened } from '../../core/wave.ts';
import { rejectedBy } from '../approvals.ts';
import { closed } from '../gate-output.ts';
import { answerWait } from '../hands.ts';
import type { Ports } from '../ports.ts';
import { readRelease } from '../read.ts';
import { type Decided, decision } from './decide.ts';
import type { CommandFlow } from './flow.ts';

export const reject: CommandFlow<'reject'> = decision('reject', stopAtGate);

/**
 * Answers the gate that waits; says what became of it. Where it is not waited there yet, the gate finds the rejection
 * by itself, and where the answer is lost, the sweep does.
 */
async function stopAtGate(ports: Ports, { pipeline, release, stage }: Decided): Promise<string> {
  const waves = await ports.table.list(ranges.waves(release));
  const wave = waves.find(({ plan }) => plan.stage === stage);
  if (wave === undefined || hasOpened(wave))
    return `${stage} had started by then: tidegate stop ${pipeline} ${release} --reason "…" stops it`;
  const reason = await rejectedBy(ports, await readRelease(ports, pipeline, release), wave.plan);
  const wait = await ports.table.get(keys.gateWait(release, wave.plan.index));
  if (wait && wave.status === 'waiting' && reason !== undefined)
    await answerWait(ports, wait, closed(wave.plan, 'stopped', reason));
  return `the release stops in front of ${stage}`;
}
