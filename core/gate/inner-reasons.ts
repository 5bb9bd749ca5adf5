// What a gate says of its stage, of alarms that fire, and of targets that are not as they should be.

import type { GateAnswer } from './gate-answer.ts';
import type { FoundReason } from './gate-reason.ts';

/** Why a stage lets nobody in just now; nothing where it is not the stage that does not. */
export function stageReasons(
  { stage }: { readonly stage: string },
  answer: Extract<GateAnswer, { readonly answer: 'wait' }>,
): FoundReason[] {
  const { because, reason: what } = answer;
  if (because === undefined) return [];
  const clears = CLEARS[because];
  const command = `tidegate unfreeze ${answer.stage.pipeline} ${stage} --reason "…"`;
  return [
    { kind: because, subject: stage, what, clears, ...(because === 'frozen' && { command }) },
  ];
}

const CLEARS = {
  lease: 'the release in the stage, as it leaves it',
  queue: 'those before it, as they leave the stage or end; stop one of them to go on without it',
  frozen: 'a person who has looked at its targets, and says what they run',
} as const;

export function alarmReason({
  alarm,
  target,
}: {
  readonly alarm: string;
  readonly target: string;
}): FoundReason {
  return {
    kind: 'alarm',
    subject: `${alarm} of ${target}`,
    what: `in ALARM before the start: ${alarm} of ${target}`,
    clears: 'the alarm, as it clears: whoever mends what it tells of',
  };
}

/** Of what runs on the targets, or of their way back. */
export function targetsReason(subject: string, what: string): FoundReason {
  return {
    kind: 'targets',
    subject,
    what,
    clears: 'whoever puts back what is said to be missing or moved',
  };
}
