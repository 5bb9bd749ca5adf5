// Command "approve": a named person lets the plan of a stage through, and its gate is looked at again.

import { reasonsText } from '../../core/gate/gate-reason.ts';
import { ranges } from '../../core/keys.ts';
import { hasOpened } from '../../core/wave.ts';
import { lookAtGateOf } from '../look-at-gate.ts';
import type { Ports } from '../ports.ts';
import { type Decided, decision } from './decide.ts';
import type { CommandFlow } from './flow.ts';

export const approve: CommandFlow<'approve'> = decision('approve', async (ports, decided) => {
  await lookAtGateOf(ports, decided.release);
  return standsAt(ports, decided);
});

/** How the gate stands after it was looked at. */
async function standsAt(ports: Ports, { release, stage }: Decided): Promise<string> {
  const waves = await ports.table.list(ranges.waves(release));
  const first = waves.find(({ plan }) => plan.stage === stage);
  if (first === undefined || hasOpened(first)) return `the gate of ${stage} is open`;
  if (first.status !== 'waiting') return `the release has ended in front of ${stage}`;
  const { blockedBy = [] } = first;
  const why = blockedBy.length > 0 ? reasonsText(blockedBy) : 'the release is not there yet';
  return `the gate of ${stage} is shut still: ${why}`;
}
