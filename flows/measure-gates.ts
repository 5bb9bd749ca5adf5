// Measures what has piled up in front of each gate.

import { pileUpOf } from '../core/gate/pile-up.ts';
import { ranges } from '../core/keys.ts';
import type { Wait } from '../core/wait.ts';
import { measureAge } from './measure-waits.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Only pipelines of which anybody waits are read. What cannot be measured now is measured five minutes later. */
export async function measureGates(ports: Ports, waits: readonly Wait[]): Promise<void> {
  const gates = waits.filter(({ kind }) => kind === 'gate');
  const pipelines = [...new Set(gates.map(({ pipeline }) => pipeline))];
  const since: string[] = [];
  await sideBySide(pipelines, (pipeline) =>
    orLogged(ports, { gatesOf: pipeline }, async () => {
      for (const stage of await readableItems(ports, ranges.stages(pipeline))) {
        const pileUp = pileUpOf(stage);
        if (pileUp === undefined) continue;
        since.push(pileUp.since);
        const seconds = (ports.clock.now().getTime() - Date.parse(pileUp.since)) / 1000;
        const of = { pipeline, stage: stage.name };
        ports.measure('WaitingRevisions', of, pileUp.revisions);
        ports.measure('OldestWaiting', of, seconds);
      }
    }),
  );
  const [oldest] = since.toSorted();
  if (oldest !== undefined) measureAge(ports, 'gate', oldest);
}
