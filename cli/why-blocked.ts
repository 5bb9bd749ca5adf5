// tidegate why-blocked: why releases wait, or what became of one.

import { type BlockedRelease, blockedView, type ShutStage } from '../core/board/blocked.ts';
import { pipelineView } from '../core/board/view.ts';
import { isFailure } from '../core/failure.ts';
import type { GateReason } from '../core/gate/gate-reason.ts';
import { labelOf } from '../core/revision.ts';
import { findRelease, type ListedRelease } from '../flows/find-release.ts';
import type { Ports } from '../flows/ports.ts';
import { readBoard } from '../flows/read-board.ts';
import { whyNoRelease } from '../flows/why-no-release.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { timeOf } from './terminal/ledger-line.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string;
  readonly release: string | undefined;
  readonly json: boolean;
}

export async function whyBlocked({ pipeline, release, json, ...where }: Asked): Promise<number> {
  const deployed = await openDeployed(where);
  const { ports } = deployed;
  const items = await readBoard(ports, pipeline);
  const { blocked, shut } = blockedView(items);
  const { releases } = pipelineView(items, await deployed.now());
  if (release === undefined) {
    const moving = releases.filter(
      ({ id, outcome }) => outcome === undefined && !blocked.some((it) => it.release === id),
    );
    const under = moving.map(({ label, place }) => `${label} is ${place}`);
    if (json) printJson({ pipeline, blocked, shut });
    else print(linesOf(pipeline, { blocked, shut, under }));
    return 0;
  }
  const found = await released(ports, pipeline, release);
  if (typeof found === 'string') {
    if (json) printJson({ pipeline, blocked: [], shut, text: found });
    else print([found]);
    return 0;
  }
  const own = blocked.filter((it) => it.release === found.id);
  const place = releases.find(({ id }) => id === found.id)?.place ?? 'on its way';
  const text = own.length > 0 ? undefined : placeText(found, place);
  if (json) printJson({ pipeline, release: found.id, blocked: own, shut, ...(text && { text }) });
  else print(text === undefined ? own.flatMap(blockedLines) : [text]);
  return 0;
}

/** A release, or why a build is none. */
async function released(
  ports: Ports,
  pipeline: string,
  named: string,
): Promise<ListedRelease | string> {
  try {
    return await findRelease(ports, named, pipeline);
  } catch (thrown) {
    if (!isFailure(thrown, 'Missing')) throw thrown;
    return await whyNoRelease(ports, pipeline, named);
  }
}

function placeText({ id, revision, outcome, endedAt = '', reason }: ListedRelease, place: string) {
  const what = `${labelOf(revision)} (${id})`;
  if (outcome === undefined) return `${what} waits for nothing: it is ${place}`;
  return `${what} ended ${outcome} at ${timeOf(endedAt)}${reason && `: ${reason}`}`;
}

interface Told {
  readonly blocked: readonly BlockedRelease[];
  readonly shut: readonly ShutStage[];
  /** What does not wait. */
  readonly under: readonly string[];
}

function linesOf(pipeline: string, { blocked, shut, under }: Told): string[] {
  const waiting = new Set(blocked.map(({ stage }) => stage));
  const lines = [
    ...blocked.flatMap(blockedLines),
    ...shut
      .filter(({ stage }) => !waiting.has(stage))
      .flatMap(({ stage, since, what, command }) => [
        `Nothing waits in front of ${stage} now, but ${what}`,
        ...(since ? [`    since ${timeOf(since)}`] : []),
        ...(command ? [`    ${command}`] : []),
      ]),
  ];
  if (lines.length > 0) return [...lines, ...under];
  return [`${pipeline}: nothing waits`, ...under];
}

function blockedLines({
  label,
  stage,
  wave,
  reasons,
  earliest,
  pileUp,
  release,
}: BlockedRelease): string[] {
  const where = stage === wave ? stage : `${stage}/${wave}`;
  const isAsking = reasons.some(({ kind }) => kind === 'answer');
  return [
    `${label} (${release}) waits ${isAsking ? 'for a person in' : 'at the gate of'} ${where}:`,
    ...reasons.flatMap(reasonLines),
    ...(pileUp && pileUp.revisions > 1
      ? [`  ${pileUp.revisions} revisions have come to it, the oldest ${timeOf(pileUp.since)}.`]
      : []),
    ...(earliest === undefined ? [] : [`  It can start ${timeOf(earliest)} UTC at the earliest.`]),
  ];
}

function reasonLines({ what, since, clears, command, until }: GateReason): string[] {
  return [
    `  - ${what}`,
    `    ${since ? `since ${timeOf(since)}; ` : ''}${until ? `until ${timeOf(until)}; ` : ''}cleared by: ${clears}`,
    ...(command === undefined ? [] : [`    ${command}`]),
  ];
}
