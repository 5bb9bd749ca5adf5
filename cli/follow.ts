// Follows a release until it has ended, waits for a person, or a time is over.

import { realClock } from '../aws/clock.ts';
import { needsOf } from '../core/board/needs.ts';
import type { ReleaseView } from '../core/board/release-view.ts';
import type { PipelineView } from '../core/board/view.ts';
import { isFailure } from '../core/failure.ts';
import { kindOf } from '../core/release.ts';
import { calledOf } from '../core/revision.ts';
import { findRelease } from '../flows/find-release.ts';
import type { Ports } from '../flows/ports.ts';
import type { Deployed } from './deployed.ts';
import { presentView } from './present-view.ts';
import { stopSignal } from './stop-signal.ts';

/** Exit codes: a script tells them apart. */
const FOLLOWED = {
  promoted: 0,
  /** A rollback that somebody has asked for. */
  takenBack: 0,
  failed: 1,
  waitsForPerson: 3,
  timeOver: 4,
  left: 130,
} as const;

export interface Followed {
  readonly end: keyof typeof FOLLOWED;
  readonly code: number;
  readonly text: string;
  readonly release: string | null;
  readonly outcome: string | null;
}

export interface Following {
  readonly pipeline: string;
  /** As a person calls it; else the one under way, else the last one. */
  readonly named: string | undefined;
  readonly timeoutSeconds?: number;
  /** Whether it ends where the release waits for a person. */
  readonly isEndedByNeeds: boolean;
  present(view: PipelineView): void;
}

const LOOK_SECONDS = 2;

/** Time passes here on a person's own clock. A release that has not begun is waited for where there is a timeout. */
export async function follow(
  deployed: Pick<Deployed, 'ports' | 'now'>,
  asked: Following,
): Promise<Followed> {
  const { ports } = deployed;
  const signal = stopSignal();
  const begun = realClock.now().getTime();
  let id: string | undefined;
  try {
    for (;;) {
      const view = await presentView(deployed, asked.pipeline);
      asked.present(view);
      id ??= await idOf(ports, asked, view);
      const end = await endOf(ports, asked, view, id);
      if (end) return end;
      if (signal.stopped()) return ended('left', 'left; the release goes on', id);
      const seconds = (realClock.now().getTime() - begun) / 1000;
      if (asked.timeoutSeconds !== undefined && seconds >= asked.timeoutSeconds)
        return (
          waitingFor(view, id) ?? ended('timeOver', `the time is over; ${placeText(view, id)}`, id)
        );
      await Promise.race([realClock.sleep(LOOK_SECONDS), signal.whenStopped]);
    }
  } finally {
    signal.release();
  }
}

async function idOf(
  ports: Ports,
  { pipeline, named, timeoutSeconds }: Following,
  { releases }: PipelineView,
): Promise<string | undefined> {
  if (named === undefined)
    return (releases.find(({ outcome }) => outcome === undefined) ?? releases[0])?.id;
  try {
    return (await findRelease(ports, named, pipeline)).id;
  } catch (thrown) {
    if (timeoutSeconds === undefined || !isFailure(thrown, 'Missing')) throw thrown;
    return undefined;
  }
}

async function endOf(
  ports: Ports,
  { pipeline, isEndedByNeeds, named, timeoutSeconds }: Following,
  view: PipelineView,
  id: string | undefined,
): Promise<Followed | undefined> {
  if (id === undefined) {
    if (named !== undefined || timeoutSeconds !== undefined) return undefined;
    return ended('failed', `no release of ${pipeline} yet: the next green build starts one`, id);
  }
  const shown = view.releases.find((release) => release.id === id);
  const { kind, outcome, reason, label } = shown ?? (await listedOf(ports, pipeline, id));
  if (outcome === 'Promoted') return ended('promoted', `${label} was promoted`, id, outcome);
  if (outcome === 'RolledBack' && kind === 'rollback')
    return ended('takenBack', `the rollback of ${label} ended RolledBack: ${reason}`, id, outcome);
  if (outcome !== undefined)
    return ended('failed', `${label} ended ${outcome}: ${reason}`, id, outcome);
  return isEndedByNeeds ? waitingFor(view, id) : undefined;
}

/** That it waits for a person tells more than that the time is over. */
function waitingFor(view: PipelineView, id: string | undefined): Followed | undefined {
  const shown = view.releases.find((release) => release.id === id);
  const needs = shown && needsOfRelease(view, shown);
  if (needs === undefined) return undefined;
  const waits = `${shown?.label} waits for a person`;
  return ended('waitsForPerson', needs.startsWith(waits) ? needs : `${waits}: ${needs}`, id);
}

/** One that is no longer shown, or never was a release. */
async function listedOf(ports: Ports, pipeline: string, id: string) {
  const found = await findRelease(ports, id, pipeline);
  const { outcome, reason, revision } = found;
  return { kind: kindOf(found), outcome, reason, label: calledOf(revision.build) };
}

/** Only what keeps this release from going on. */
function needsOfRelease(view: PipelineView, { label }: ReleaseView): string | undefined {
  const waiting = view.stages.find(
    (stage) =>
      stage.waiting?.label === label ||
      stage.waves.some(
        ({ status, label: whose }) =>
          (status === 'waiting' || status === 'asking') && whose === label,
      ),
  );
  const need = waiting && needsOf(view).find(({ stage }) => stage === waiting.name);
  return need && `${need.text}; ${need.command}`;
}

function placeText({ releases }: PipelineView, id: string | undefined): string {
  const release = releases.find((it) => it.id === id);
  return release ? `${release.label} is ${release.place}` : 'no such release has begun';
}

function ended(
  end: keyof typeof FOLLOWED,
  text: string,
  release: string | undefined,
  outcome?: string,
): Followed {
  return { end, code: FOLLOWED[end], text, release: release ?? null, outcome: outcome ?? null };
}
