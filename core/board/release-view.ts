// A release on the board: where it is, or how it ended.

import type { Outcome } from '../outcome.ts';
import { kindOf, type Release, releaseEndOf } from '../release.ts';
import { isNewer, labelOf, orderOf } from '../revision.ts';
import type { Wave } from '../wave.ts';
import { waveName } from '../wave-name.ts';
import { type BoardItems, isBarred } from './items.ts';
import { statusOfWave, type WaveStatus } from './wave-status.ts';

export interface ReleaseView {
  readonly id: string;
  /** A rollback by hand bears the label of what it takes back. */
  readonly kind: 'release' | 'rollback';
  /** `#413 4c81e09` */
  readonly label: string;
  readonly attempt: number;
  readonly startedAt: string;
  /** From its start to its end, or to the present. */
  readonly seconds: number;
  /** Absent while it runs. */
  readonly outcome?: Outcome;
  readonly reason: string;
  readonly endedAt?: string;
  readonly quarantined: boolean;
  /** Each wave of its plan in order. */
  readonly track: readonly { readonly name: string; readonly status: WaveStatus }[];
  /** Where it is, for a sentence that starts with its label and `is`. */
  readonly place: string;
}

/** The releases, newest first: by their start, then by what they carry. */
export function releaseViewsOf(items: BoardItems, now: number): ReleaseView[] {
  return [...items.releases].sort(newestFirst).map((release) => releaseViewOf(release, items, now));
}

function newestFirst(a: Release, b: Release): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  return isNewer(orderOf(a.revision), orderOf(b.revision)) ? -1 : 1;
}

function releaseViewOf(release: Release, items: BoardItems, now: number): ReleaseView {
  const { id, revision, attempt, startedAt } = release;
  const end = releaseEndOf(release);
  const waves = wavesOfRelease(items.waves, id);
  const track = waves.map((wave) => ({
    name: waveName(wave.plan),
    status: statusOfWave(wave, { ...items, release }),
  }));
  const until = end ? Date.parse(end.at) : now;
  return {
    id,
    kind: kindOf(release),
    label: labelOf(revision),
    attempt,
    startedAt,
    seconds: Math.max(0, (until - Date.parse(startedAt)) / 1000),
    ...(end && { outcome: end.outcome, endedAt: end.at }),
    reason: end?.reason ?? '',
    quarantined: isBarred(items, { release: id, revision }),
    track,
    place: placeOf(track),
  };
}

function wavesOfRelease(waves: readonly Wave[], release: string): Wave[] {
  return waves
    .filter((wave) => wave.release === release)
    .sort((a, b) => a.plan.index - b.plan.index);
}

const places: Readonly<Partial<Record<WaveStatus, string>>> = {
  waiting: 'waiting in front of',
  deploying: 'deploying to',
  testing: 'being tested in',
  baking: 'baking in',
  asking: 'waiting for a person in',
  rollingBack: 'being rolled back in',
};

function placeOf(track: ReleaseView['track']): string {
  const here = track.find(({ status }) => places[status] !== undefined);
  return here ? `${places[here.status]} ${here.name}` : 'on its way';
}
