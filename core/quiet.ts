// A noisy alarm that a person has let lose a right for a time: to page, and then to block. It comes back by itself.

import * as z from 'zod';
import type { AlarmReading } from './alarm-reading.ts';
import type { AlarmNoise } from './measures/noise.ts';
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

/** `its right to block was taken by ada until 2026-12-10T08:00:00.000Z: flaps with the nightly load` */
export function quietText({ name, until, reason }: Quiet): string {
  return `its right to block was taken by ${name} until ${until}: ${reason}`;
}

type Next =
  | { readonly loses: Quiet['loses']; readonly noisy: readonly AlarmNoise[] }
  | { readonly refused: string };

/**
 * What would be accepted of an alarm now: first it loses its right to page, and with that in force, and noisy enough,
 * its right to block.
 *
 *     proposed: page,  none in force   →  page
 *     proposed: block, none in force   →  page: one after the other
 *     proposed: block, page in force   →  block
 *     proposed: page,  page in force   →  refused
 *     nothing proposed                 →  refused
 */
export function nextQuiet(
  alarm: string,
  noise: readonly AlarmNoise[],
  before: Quiet | undefined,
): Next {
  const own = noise.filter((each) => each.alarm === alarm);
  const noisy = own.filter(({ proposal }) => proposal !== 'none');
  if (own.length === 0) return { refused: `${alarm} has failed no bake` };
  if (noisy.length === 0) {
    const [{ fired, harmless } = { fired: 0, harmless: 0 }] = own;
    const few = `of the ${fired} bakes that it failed people call ${harmless} harmless`;
    return { refused: `nothing is proposed of ${alarm}: ${few} (tidegate correct)` };
  }
  if (before === undefined) return { loses: 'page', noisy };
  const worst = noisy.filter(({ proposal }) => proposal === 'loses its right to block');
  if (worst.length > 0) return { loses: 'block', noisy: worst };
  return {
    refused: `${alarm} has lost its right to page until ${before.until}, and more is not proposed`,
  };
}

/** What is not counted of the alarms, and why. */
export function quietNotes(alarms: readonly AlarmReading[]): string[] {
  return alarms.flatMap(({ alarm, target, state, firedAt, quiet }) => {
    if (quiet === undefined) return [];
    const is = firedAt ? `was in ALARM at ${firedAt}` : `is in ${state}`;
    return [`alarm ${alarm} of ${target} ${is} and is not counted: ${quiet}`];
  });
}
