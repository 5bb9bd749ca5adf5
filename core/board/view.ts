// The board's view of a pipeline: what is true now, as a person looks for it. Made of the table's items and
// the present.

import type { LedgerEntry } from '../ledger.ts';
import type { Outcome } from '../outcome.ts';
import { planOf } from '../plan.ts';
import { labelOf } from '../revision.ts';
import type { BoardItems } from './items.ts';
import { type QuietedView, quietedViews } from './quieted-view.ts';
import { type ReleaseView, releaseViewsOf } from './release-view.ts';
import { type StageView, stageViewOf } from './stage-view.ts';

export interface PipelineView {
  readonly pipeline: string;
  readonly owner?: string;
  /** The present, ISO 8601. */
  readonly at: string;
  readonly stages: readonly StageView[];
  /** Newest first. */
  readonly releases: readonly ReleaseView[];
  /** Newest first, bounded. */
  readonly ledger: readonly LedgerEntry[];
  readonly headline: Headline;
  /** Alarms that do less than they were meant to. */
  readonly quieted: readonly QuietedView[];
  /** Of one that is being removed or renamed: no release of it starts any more. */
  readonly leaving?: LeavingView;
}

export interface LeavingView {
  readonly since: string;
  readonly text: string;
  /** What finishes it, once nothing of it runs any more. */
  readonly command: string;
  /** Whether nothing is left of it. */
  readonly isOver: boolean;
}

/** The pipeline in one word and one sentence. */
export interface Headline {
  readonly tone: 'quiet' | 'moving' | 'good' | 'takenBack' | 'stopped' | 'needsPerson';
  readonly text: string;
}

const RELEASES_SHOWN = 8;
export const LEDGER_SHOWN = 40;

/** The view of a pipeline at a time in milliseconds. */
export function pipelineView(items: BoardItems, now: number): PipelineView {
  const { definition } = items;
  const plan = planOf(definition);
  const releases = releaseViewsOf(items, now);
  const stages = definition.stages.map(({ name }) =>
    stageViewOf(
      name,
      plan.filter(({ stage }) => stage === name),
      items,
      now,
    ),
  );
  return {
    pipeline: definition.pipeline,
    ...(definition.owner !== undefined && { owner: definition.owner }),
    at: new Date(now).toISOString(),
    stages,
    releases: releases.slice(0, RELEASES_SHOWN),
    ledger: newestFirst(items.ledger).slice(0, LEDGER_SHOWN),
    headline: headlineOf(stages, releases),
    quieted: quietedViews(items.quiets ?? [], items.mutes ?? [], labelIn(items), now),
    ...(items.leaving && { leaving: leavingViewOf(definition.pipeline, items.leaving) }),
  };
}

/** How people see a release's revision; its id where the release was not loaded. */
const labelIn =
  ({ releases }: BoardItems) =>
  (id: string): string => {
    const release = releases.find((each) => each.id === id);
    return release ? labelOf(release.revision) : id;
  };

function leavingViewOf(
  pipeline: string,
  { since, to, from, ended }: NonNullable<BoardItems['leaving']>,
): LeavingView {
  const isOver = ended !== undefined;
  if (from !== undefined) {
    const text = `gets its name from ${from} since ${since}`;
    return { since, isOver, text, command: `tidegate rename ${from} ${pipeline}` };
  }
  const what = to === undefined ? 'removed' : `renamed to ${to}`;
  const text = isOver ? `was ${what} at ${ended}` : `is being ${what} since ${since}`;
  const command = to === undefined ? `remove ${pipeline}` : `rename ${pipeline} ${to}`;
  return { since, isOver, text, command: `tidegate ${command}` };
}

function newestFirst(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const inOrder = [...ledger].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return inOrder.reverse();
}

/**
 * What a person must know first.
 *
 *     a stage is frozen            →  needsPerson: which, and why
 *     releases are under way       →  moving: where the first of them is
 *     nothing was ever released    →  quiet
 *     else                         →  how the newest release ended, and who still runs it if it did not make it
 */
function headlineOf(stages: readonly StageView[], releases: readonly ReleaseView[]): Headline {
  for (const { name, frozen } of stages) {
    if (frozen) return { tone: 'needsPerson', text: `Stage ${name} is frozen: ${frozen.reason}` };
  }
  const moving = releases.find(({ outcome }) => outcome === undefined);
  if (moving) return { tone: 'moving', text: `${nameOf(moving)} is ${moving.place}` };
  const [newest] = releases;
  if (newest?.outcome === undefined) {
    return { tone: 'quiet', text: 'No release yet: the next green build starts the first one' };
  }
  const ending = newest.kind === 'rollback' ? backEndings[newest.outcome] : undefined;
  const text = `${nameOf(newest)} ${ending ?? endings[newest.outcome]}${leftOver(newest, stages)}`;
  return { tone: tones[newest.outcome], text };
}

const endings: Readonly<Record<Outcome, string>> = {
  Promoted: 'was promoted to every target',
  RolledBack: 'was rolled back',
  Stopped: 'was stopped; nothing was taken back',
  Superseded: 'gave way to a newer revision',
  Refused: 'was refused; nothing changed',
  LeftDirty: 'left something unproven: a person must look',
};

const backEndings: Readonly<Partial<Record<Outcome, string>>> = {
  RolledBack: 'has ended: every target that was to return is back',
  Stopped: 'was stopped; nothing was taken back',
};

function nameOf({ kind, label }: ReleaseView): string {
  return kind === 'rollback' ? `The rollback of ${label}` : label;
}

const NAMED = 3;

function leftOver({ outcome, label }: ReleaseView, stages: readonly StageView[]): string {
  if (outcome !== 'RolledBack' && outcome !== 'Stopped') return '';
  const names = stages
    .flatMap(({ waves }) => waves.flatMap(({ targets }) => targets))
    .filter(({ running }) => running === label)
    .map(({ name }) => name);
  if (names.length === 0) return '';
  if (names.length > NAMED) return `; ${names.length} targets still run it`;
  return `; ${names.join(', ')} still ${names.length === 1 ? 'runs' : 'run'} it`;
}

const tones: Readonly<Record<Outcome, Headline['tone']>> = {
  Promoted: 'good',
  RolledBack: 'takenBack',
  Stopped: 'stopped',
  Superseded: 'quiet',
  Refused: 'quiet',
  LeftDirty: 'needsPerson',
};
