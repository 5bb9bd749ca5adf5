// The items of the table that a board is made of.

import type { FoundReason } from '../gate/gate-reason.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Mute } from '../mute.ts';
import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { StoredDefinition } from '../pipeline/stored.ts';
import type { Quarantine } from '../quarantine.ts';
import type { Quiet } from '../quiet.ts';
import type { Release } from '../release.ts';
import type { Stage } from '../stage.ts';
import type { Installed, Target } from '../target.ts';
import type { TargetsRead } from '../targets-read.ts';
import type { Wave } from '../wave.ts';

/** What the reader has loaded; the order of each list does not matter. */
export interface BoardItems {
  readonly definition: PipelineDefinition;
  /** Of one that is being removed or renamed, or was. */
  readonly leaving?: StoredDefinition['leaving'];
  /** What its targets ran when they were read last, besides gates and bakes. */
  readonly read?: TargetsRead;
  readonly stages: readonly Stage[];
  readonly targets: readonly Target[];
  readonly releases: readonly Release[];
  /** Waves of those releases. */
  readonly waves: readonly Wave[];
  readonly ledger: readonly LedgerEntry[];
  /** Those that bar. */
  readonly quarantined: readonly Quarantine[];
  /** The digests of what has baked and is below the pipeline’s `rollbackFloor`: nothing returns to it. */
  readonly belowFloor?: readonly string[];
  /** Of its alarms, those of which people have said that they lose a right, and what is muted while it goes back. */
  readonly quiets?: readonly Quiet[];
  readonly mutes?: readonly Mute[];
  /** What people have stopped, by the stages that it holds. */
  readonly holds?: Readonly<Record<string, readonly FoundReason[]>>;
}

/** Whether a release's revision is quarantined: by itself, by another release of it, or by a rollback of it. */
export function isBarred(
  { quarantined, releases }: Pick<BoardItems, 'quarantined' | 'releases'>,
  { release, revision }: Pick<Installed, 'release' | 'revision'>,
): boolean {
  return quarantined.some(({ release: by }) => {
    if (by === release) return true;
    const barring = releases.find(({ id }) => id === by);
    const takes = barring?.rollback?.takes ?? (barring ? [barring.revision] : []);
    return takes.some(({ digest }) => digest === revision.digest);
  });
}
