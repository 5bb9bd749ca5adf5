// Why a wave waits for a person's consent: what would be destroyed, and the command that lets it.

import { isAsking } from '../asking.ts';
import type { Target } from '../target.ts';
import { haltOf, type Wave } from '../wave.ts';
import { askedReason } from './asked-reason.ts';
import type { GateReason } from './gate-reason.ts';

/** All that a person is asked of a wave: how it is judged, or what may be destroyed on its targets. */
export function questionsOf(wave: Wave, targets: readonly Target[]): GateReason[] {
  if (isAsking(wave)) return [askedReason(wave)];
  if (wave.status !== 'open' || haltOf(wave) !== undefined) return [];
  return wave.plan.targets.flatMap(({ name }) => {
    const target = targets.find((each) => each.name === name);
    return target ? consentReasons(wave, target) : [];
  });
}

function consentReasons({ pipeline, release, plan }: Wave, { name, intent }: Target): GateReason[] {
  if (intent?.status !== 'open' || intent.release !== release) return [];
  const { prepared, consent } = intent;
  const { askedAt, destroys = [], digest } = prepared ?? {};
  if (askedAt === undefined || consent?.digest === digest) return [];
  const until = new Date(Date.parse(askedAt) + (plan.answerSeconds ?? 0) * 1000).toISOString();
  return [
    {
      kind: 'answer',
      subject: name,
      what: `the change set of ${name} ${destroys.join(', ')}; it is discarded at ${until} unless a person consents`,
      since: askedAt,
      clears: 'a person: approve lets it be executed, stop ends the release here',
      command: `tidegate approve ${pipeline} ${release} --changes ${name} --reason "…"`,
      until,
    },
  ];
}
