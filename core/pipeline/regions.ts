// AWS regions: which are known, and which of them a misspelt one was meant to be.

import { nearest } from '../nearest.ts';

/** A region that is none, in the form of one: it stands where nobody has said yet. */
export const UNKNOWN_REGION = 'xx-todo-1';

/** Those that were open on 2026-11-24, of all partitions. A new one needs no change here. */
const known =
  'af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ' +
  'ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 ' +
  'cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 ' +
  'eusc-de-east-1 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 ' +
  'us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-west-1 us-west-2';

const KNOWN = known.split(' ');
const areaOf = (region: string) => region.slice(0, region.indexOf('-'));
const AREAS = new Set(KNOWN.map(areaOf));
const DIRECTIONS =
  /-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/;

/**
 * The region that was meant, where a name cannot be one, or has two letters swapped; else undefined.
 *
 * AWS opens regions more often than this list changes: a number, or an area, that is new is no mistake.
 *
 *     eu-wset-1     →  eu-west-1
 *     ue-west-1     →  eu-west-1
 *     eu-west-9     →  undefined
 *     nz-north-1    →  undefined
 */
export function misspeltRegion(region: string): string | undefined {
  if (KNOWN.includes(region) || region === UNKNOWN_REGION) return undefined;
  if (!DIRECTIONS.test(region)) return nearest(region, KNOWN) ?? 'eu-west-1';
  if (AREAS.has(areaOf(region))) return undefined;
  const [first = '', second = ''] = areaOf(region);
  const swapped = `${second}${first}${region.slice(areaOf(region).length)}`;
  return KNOWN.includes(swapped) ? swapped : undefined;
}

/** The region that something that is none was probably meant to be. */
export function nearestRegion(word: string): string | undefined {
  return nearest(word, KNOWN);
}
