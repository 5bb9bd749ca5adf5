// A noisy alarm that a person has let lose a right for a time: to page, and then to block. It comes back by itself.

import * as z from 'zod';
import type { AlarmReading } from './alarm-reading.ts';
import { noun } from './noun.ts';

const quietSchema = z
  .strictObject({
    kind: z.literal('quiet'),
    pipeline: z.string(),
    /** As people are told of it. */
    alarm: z.string(),
    /** Of which targets: those on which it was noisy. */
    targets: z.array(z.string()).readonly(),
    /** What it has lost; without the right to block it has none to page either. */
    loses: z.enum(['page', 'block']),
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: z.string(),
    until: z.string(),
    /** What somebody is to do by then. */
    task: z.string(),
  })
  .readonly();

export type Quiet = z.output<typeof quietSchema>;

export const quietNoun = noun('quiet alarm', quietSchema);

/** So long at most: as long as CloudWatch mutes by one window. Who wants more mends it, or accepts it again. */
export const LONGEST_QUIET_DAYS = 15;

export const isInForce = ({ until }: Pick<Quiet, 'until'>, now: string): boolean => until > now;

/** Whether an alarm of a target blocks nothing now. */
export function quietFor(
  quiets: readonly Quiet[],
  { alarm, target }: { readonly alarm: string; readonly target: string },
  now: string,
): Quiet | undefined {
  return quiets.find(
    (each) =>
      each.loses === 'block' &&
      each.alarm === alarm &&
      each.targets.includes(target) &&
      isInForce(each, now),
  );
}

/** When an alarm of a target blocked nothing, which it does again now. */
export function quietTimesOf(
  quiets: readonly Quiet[],
  { alarm, target }: { readonly alarm: string; readonly target: string },
  now: string,
): readonly Quiet[] {
  return quiets.filter(
    (each) =>
      each.loses === 'block' &&
      each.alarm === alarm &&
      each.targets.includes(target) &&
      !isInForce(each, now),
  );
}

/** `its right to block was taken by ada until 2026-12-10T08:00:00.000Z: flaps with the nightly load` */
export function quietText({ name, until, reason }: Quiet): string {
  return `its right to block was taken by ${name} until ${until}: ${reason}`;
}

/** What is not counted of the alarms, and why. */
export function quietNotes(alarms: readonly AlarmReading[]): string[] {
  return alarms.flatMap(({ alarm, target, state, firedAt, quiet }) => {
    if (quiet === undefined) return [];
    const is = firedAt ? `was in ALARM at ${firedAt}` : `is in ${state}`;
    return [`alarm ${alarm} of ${target} ${is} and is not counted: ${quiet}`];
  });
}
