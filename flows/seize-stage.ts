// Takes a stage for a rollback by hand, whoever goes forward in it.

import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import { labelOf, orderOf } from '../core/revision.ts';
import { emptyStage, seized } from '../core/stage.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

/**
 * Resolves to the release whose place it has taken, which is shut out from then on. Throws `NotReady` while another
 * takes the stage back, and `Ended` where this rollback is being ended.
 */
export async function seizeStage(
  ports: Ports,
  release: Release,
  stage: string,
): Promise<string | undefined> {
  const { pipeline, id, execution, revision } = release;
  const reason = release.rollback?.reason ?? '';
  let holder: string | undefined;
  await ports.table.change(keys.stage(pipeline, stage), (before = emptyStage(pipeline, stage)) => {
    holder = before.lease?.release === id ? undefined : before.lease?.release;
    const label = labelOf(revision);
    const whose = holder === undefined ? '' : `, in the place of release ${holder}`;
    const text = `stage ${stage} entered to take ${label} back${whose}`;
    const entry = entryOf(ports, release, 'StageEntered', stage, text);
    const hold = { release: id, order: orderOf(revision), since: entry.at, reason };
    const after = seized(before, { release: id, execution }, hold);
    if (after === 'ended')
      throw new Failure('Ended', `expected rollback ${id} to go on, got one that is being ended`);
    if (after === 'takenBack')
      throw new Failure(
        'NotReady',
        `expected stage ${stage} to be free to take back, got release ${holder}, which takes it back just now`,
      );
    return after === before ? undefined : { item: after, entries: [entry] };
  });
  return holder;
}
