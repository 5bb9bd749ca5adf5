// Why a wave waits for a person, and what they may say.

import type { AskingWave } from '../asking.ts';
import { waveName } from '../wave.ts';
import type { GateReason } from './gate-reason.ts';

/** Shown wherever it waits: on the board, in `status`, in `why-blocked`. */
export function askedReason({ pipeline, release, plan, bake }: AskingWave): GateReason {
  const { at, until, reason } = bake.asked;
  return {
    kind: 'answer',
    subject: waveName(plan),
    what: `its bake could not be judged: ${reason}; it stops at ${until} unless a person answers`,
    since: at,
    clears:
      'a person: override lets it through, retry lets it bake again, rollback takes it back, stop ends it here',
    command: `tidegate override ${pipeline} ${release} --reason "…"`,
    until,
  };
}
