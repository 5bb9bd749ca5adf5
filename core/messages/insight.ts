// What fired together, as one insight with one likely cause; and what proves it.

import { few } from '../few.ts';
import type { Charge } from '../judging/charge.ts';
import { partitionOf } from '../partition.ts';
import type { Suspect } from '../suspects.ts';

export interface Evidence {
  readonly text: string;
  /** Where its chart is. */
  readonly link?: string;
}

/** More of it is in `explain`. */
const SHOWN = 4;
const NAMED = 3;

/**
 * One sentence for all that fired, and one for what has likely done it.
 *
 *     two alarms, this release is the likeliest  →  '2 alarms fired within 1 m: a, b. Likely cause: this release, #7.'
 */
export function insightOf(
  charges: readonly Charge[],
  suspects: readonly Suspect[],
  {
    reason,
    label,
    more = 0,
  }: { readonly reason: string; readonly label: string; readonly more?: number },
): string {
  const alarms = [...new Set(charges.filter(({ by }) => by === 'alarm').map(({ name }) => name))];
  const others = charges.filter(({ by }) => by !== 'alarm').map(({ text }) => text);
  const what = [
    ...(alarms.length > 1
      ? [
          `${more > 0 ? 'at least ' : ''}${alarms.length} alarms fired${withinText(charges)}: ${few(alarms, NAMED)}`,
        ]
      : []),
    ...(alarms.length === 1 ? [`alarm ${alarms[0]} fired`] : []),
    ...others.slice(0, 1),
    ...(others.length > 1 ? [`${others.length - 1} more that is measured shows it`] : []),
  ];
  const [likeliest] = suspects;
  const cause =
    likeliest && !likeliest.isOwn
      ? `${likeliest.what}: ${likeliest.reason}`
      : `this release, ${label}`;
  return `${what.length > 0 ? what.join('; ') : reason}. Likely cause: ${cause}.`;
}

function withinText(charges: readonly Charge[]): string {
  const times = charges.flatMap(({ since }) => (since ? [Date.parse(since)] : []));
  if (times.length < 2) return '';
  const minutes = Math.ceil((Math.max(...times) - Math.min(...times)) / 60_000);
  return minutes <= 1 ? ' within a minute' : ` within ${minutes} minutes`;
}

interface Placed {
  readonly name: string;
  readonly region: string;
}

/** The alarms’ own words where they tell: threshold and value. */
export function evidenceOf(
  charges: readonly Charge[],
  targets: readonly Placed[],
  alarmReasons: ReadonlyMap<string, string>,
  leftOut = 0,
): Evidence[] {
  const shown = charges.slice(0, SHOWN).map(({ by, name, target, text }): Evidence => {
    const region = targets.find((each) => each.name === target)?.region;
    const said = by === 'alarm' ? alarmReasons.get(name) : undefined;
    return {
      text: said ? `${text}: ${said}` : text,
      ...(by === 'alarm' && region && { link: alarmLink(region, name) }),
    };
  });
  const more = charges.length + leftOut - shown.length;
  return more > 0 ? [...shown, { text: `and ${more} more` }] : shown;
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The alarm in CloudWatch’s console, with its chart: the address that CloudWatch’s own mails have. */
export function alarmLink(region: string, name: string): string {
  const host = CONSOLES[partitionOf(region)] ?? CONSOLES.aws;
  const at = `https://${region}.${host}/cloudwatch/deeplink.js?region=${region}`;
  return `${at}#alarmsV2:alarm/${encodeURIComponent(name)}`;
}
