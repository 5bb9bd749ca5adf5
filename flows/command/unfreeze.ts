// Command "unfreeze": a stage that was left dirty lets releases in again. A person has looked at its targets.

import { Failure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { lookAtGateOf } from '../look-at-gate.ts';
import { orLogged } from '../one-by-one.ts';
import { entryOf } from '../stages.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { refuseNoStage } from './scope.ts';
import { ofPipeline } from './whose.ts';

export const unfreeze: CommandFlow<'unfreeze'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body }) {
    const { pipeline, stage } = body;
    const item = await ports.table.get(keys.stage(pipeline, stage));
    if (item?.frozen === undefined) {
      await refuseNoStage(ports, pipeline, stage);
      throw new Failure(
        'Refused',
        `expected a stage that is frozen, got ${stage} of ${pipeline}, which is not`,
      );
    }
    const { since, reason, release } = item.frozen;
    return {
      about: `${pipeline}: stage ${stage} lets releases in again`,
      changes: [{ what: `stage ${stage}`, from: `frozen since ${since}: ${reason}`, to: 'open' }],
      notes: [
        `it vouches for what its targets run: what release ${release} left there could not be proven`,
      ],
      seen: { frozen: item.frozen },
      facts: { pipeline, stage },
    };
  },

  async act(ports, order, { changes }) {
    const { body, by, at } = order;
    const { pipeline, stage, reason } = body;
    let isDone = false;
    const after = await ports.table.change(keys.stage(pipeline, stage), (item) => {
      isDone = item?.frozen !== undefined && item.frozen.since <= at;
      if (item?.frozen === undefined || !isDone) return undefined;
      const { frozen, ...rest } = item;
      const seen = changes.map(({ from }) => from).join('; ');
      const text = `stage ${stage} unfrozen by ${by.name} (${by.arn}): ${reason}; seen: ${seen}`;
      const id = frozen.release;
      const person = personTold(order, { changes });
      const entry = {
        ...entryOf(ports, { pipeline, id }, 'StageUnfrozen', stage, text),
        at,
        person,
      };
      return { item: rest, entries: [entry] };
    });
    if (after?.frozen) return { did: [`stage ${stage} was frozen again since, and stays so`] };
    const waiting = after?.waiting?.release;
    if (waiting !== undefined)
      await orLogged(ports, { waiting }, () => lookAtGateOf(ports, waiting));
    return { did: [`stage ${stage} is open`] };
  },
};
