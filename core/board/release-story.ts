// All about one release: how it went, why each wave was judged as it was, and everything that happened meanwhile.

import type { Change } from '../change.ts';
import type { Correction } from '../judging/correction.ts';
import type { Explained } from '../judging/explanation.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Outcome, VerdictWord } from '../outcome.ts';
import { kindOf, type Release, releaseEndOf } from '../release.ts';
import { labelOf } from '../revision.ts';
import { decisionOf, hasBaked, type OpenedWave } from '../wave.ts';
import { waveName } from '../wave-name.ts';
import {
  linesOfChanges,
  linesOfRevision,
  linesOfWaves,
  type StoryLine,
  sourceOf,
  type WaveSpan,
  wavesIn,
} from './story-lines.ts';

/** A wave whose bake has begun, or that was found to do harm before it had. */
export interface ExplainedWave {
  readonly wave: OpenedWave;
  readonly judged: readonly Explained[];
  readonly correction?: Correction;
}

export interface StoryWave {
  readonly name: string;
  /** Absent where it is not decided yet. */
  readonly verdict?: VerdictWord;
  readonly reasons: readonly string[];
  readonly suspects: readonly { readonly what: string; readonly reason: string }[];
  readonly correction?: Pick<Correction, 'is' | 'by' | 'reason'>;
  readonly judged: readonly Explained[];
}

export interface ReleaseStory {
  readonly id: string;
  readonly pipeline: string;
  readonly kind: 'release' | 'rollback';
  readonly label: string;
  readonly commit: string;
  readonly build: string;
  /** As git knows them, where that is told. */
  readonly author?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly outcome?: Outcome;
  readonly reason: string;
  /** The present, ISO 8601. */
  readonly at: string;
  readonly waves: readonly StoryWave[];
  /** Each from its start to its end. */
  readonly spans: readonly WaveSpan[];
  /** In order, from every source. */
  readonly lines: readonly StoryLine[];
  /** How many lines there are besides. */
  readonly more: number;
}

const LINES_SHOWN = 400;

export function releaseStory(
  release: Release,
  waves: readonly ExplainedWave[],
  ledger: readonly LedgerEntry[],
  now: number,
  changes: readonly Change[] = [],
): ReleaseStory {
  const { id, pipeline, revision, startedAt } = release;
  const end = releaseEndOf(release);
  const until = end ? Date.parse(end.at) : now;
  const told = ledger
    .filter(
      (entry) =>
        entry.release === id ||
        (Date.parse(entry.at) >= Date.parse(startedAt) && Date.parse(entry.at) <= until),
    )
    .map((entry) => ({
      ...{ at: entry.at, subject: entry.subject, text: entry.text },
      ...{ source: sourceOf(entry), isOwn: entry.release === id },
    }));
  const meanwhile = [
    ...linesOfRevision(release),
    ...told,
    ...linesOfWaves(waves),
    ...linesOfChanges(changes, release),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    id,
    pipeline,
    kind: kindOf(release),
    label: labelOf(revision),
    commit: revision.commit,
    build: revision.build.arn,
    ...(revision.author !== undefined && { author: revision.author }),
    startedAt,
    ...(end && { endedAt: end.at, outcome: end.outcome }),
    reason: end?.reason ?? '',
    at: new Date(now).toISOString(),
    waves: waves.map(storyWaveOf),
    spans: wavesIn(ledger, release),
    lines: meanwhile.slice(0, LINES_SHOWN),
    more: Math.max(0, meanwhile.length - LINES_SHOWN),
  };
}

function storyWaveOf({ wave, judged, correction }: ExplainedWave): StoryWave {
  const { verdict } = decisionOf(wave);
  const { reasons, suspects } = foundOf(wave);
  return {
    name: waveName(wave.plan),
    ...(verdict && { verdict }),
    reasons,
    suspects,
    ...(correction && {
      correction: { is: correction.is, by: correction.by, reason: correction.reason },
    }),
    judged,
  };
}

/** What was found of it, while it shifted or in its bake. */
export function foundOf(wave: OpenedWave): Pick<StoryWave, 'reasons' | 'suspects'> {
  if (wave.harm) return { reasons: [wave.harm.reason], suspects: wave.harm.suspects ?? [] };
  const { lastLook, suspects = [] } = hasBaked(wave) ? wave.bake : {};
  return { reasons: lastLook?.reasons ?? [], suspects };
}
