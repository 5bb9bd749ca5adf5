// Command "approve": a named person lets the plan of a stage through, and its gate is looked at again; or consents to
// what a change set may destroy.

import { reasonsText } from '../../core/gate/gate-reason.ts';
import { ranges } from '../../core/keys.ts';
import { hasOpened } from '../../core/wave.ts';
import { lookAtGateOf } from '../look-at-gate.ts';
import type { Ports } from '../ports.ts';
import { consent } from './consent.ts';
import { type Decided, decision } from './decide.ts';
import type { CommandFlow, Order } from './flow.ts';

const ofStage = decision('approve', async (ports, decided) => {
  await lookAtGateOf(ports, decided.release);
  return standsAt(ports, decided);
});

export const approve: CommandFlow<'approve'> = {
  whose: ofStage.whose,
  intend: (ports, order) => flowOf(order).intend(ports, order),
  act: (ports, order, intent) => flowOf(order).act(ports, order, intent),
};

function flowOf({ body }: Order<'approve'>) {
  return body.changes === undefined ? ofStage : consent;
}

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
