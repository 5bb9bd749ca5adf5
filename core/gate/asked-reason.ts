// Why a wave waits for a person, and what they may say.

import { type AskingWave, askedOf, isUntested } from '../asking.ts';
import { waveName } from '../wave-name.ts';
import type { GateReason } from './gate-reason.ts';

/** Shown wherever it waits: on the board, in `status`, in `why-blocked`. */
export function askedReason(wave: AskingWave): GateReason {
  const { pipeline, release, plan } = wave;
  const { at, until, reason } = askedOf(wave);
  const [what, through, again] = isUntested(wave)
    ? ['its tests said nothing', goesOn(plan), 'runs them again']
    : ['its bake could not be judged', 'lets it through', 'lets it bake again'];
  return {
    kind: 'answer',
    subject: waveName(plan),
    what: `${what}: ${reason}; it stops at ${until} unless a person answers`,
    since: at,
    clears: `a person: override ${through}, retry ${again}, rollback takes it back, stop ends it here`,
    command: `tidegate override ${pipeline} ${release} --reason "…"`,
    until,
  };
}

function goesOn({ bake }: AskingWave['plan']): string {
  return bake ? 'lets it go on to its bake' : 'lets it through';
}
