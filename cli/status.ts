// tidegate status: a pipeline as it is now, or a line for each.

import { fleetText, type Need, needsOf, rankOf } from '../core/board/needs.ts';
import { type QuietedView, quietedText } from '../core/board/quieted-view.ts';
import type { PipelineView } from '../core/board/view.ts';
import { pipelinesAsked } from '../flows/find-release.ts';
import { orLogged } from '../flows/one-by-one.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { type Deployed, openDeployed } from './deployed.ts';
import { type Followed, follow } from './follow.ts';
import { print, printJson } from './output.ts';
import { presentView } from './present-view.ts';
import { followingShow } from './show.ts';
import { tableLines } from './table.ts';
import { paintFor } from './terminal/paint.ts';
import { pictureOf } from './terminal/picture.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string | undefined;
  readonly watch: boolean;
  readonly wait: boolean;
  readonly release: string | undefined;
  readonly timeout: number | undefined;
  readonly json: boolean;
}

export async function status(asked: Asked): Promise<number> {
  const { pipeline, watch, wait, release, timeout, json, ...where } = asked;
  const follows = watch || wait;
  if (watch && wait) throw refuseUsage('expected --watch or --wait, got both');
  if (watch && json) throw refuseUsage('expected --wait with --json, got --watch, which draws');
  if (!follows && (release !== undefined || timeout !== undefined))
    throw refuseUsage('expected --watch or --wait with --release and --timeout, got neither');
  if (follows && pipeline === undefined)
    throw refuseUsage('expected the name of a pipeline with --watch or --wait, got none');
  const deployed = await openDeployed(where);
  if (pipeline !== undefined && follows)
    return followed(deployed, { pipeline, release, timeout, watch, json });
  if (follows)
    throw refuseUsage('expected the name of a pipeline with --watch or --wait, got none');
  if (pipeline !== undefined) return one(deployed, pipeline, json);
  return fleet(deployed, json);
}

async function one(deployed: Deployed, pipeline: string, json: boolean): Promise<number> {
  const view = await presentView(deployed, pipeline);
  const needs = needsOf(view);
  if (json) printJson({ ...view, needs });
  else print([...picture(view), ...leavingLines(view), ...quietedLines(view), ...needLines(needs)]);
  return 0;
}

const COLUMNS = 100;

/** All of it: whoever asks once has room, and can scroll. */
function picture(view: PipelineView): string[] {
  const { columns = COLUMNS, isTTY } = process.stdout;
  const size = { columns, rows: Number.MAX_SAFE_INTEGER, isUncut: !isTTY };
  return pictureOf(view, paintFor(process.stdout), size);
}

function leavingLines({ pipeline, leaving }: PipelineView): string[] {
  if (leaving === undefined) return [];
  return ['', `${pipeline} ${leaving.text}: no build starts a release of it.`];
}

function quietedLines({ quieted }: PipelineView): string[] {
  if (quieted.length === 0) return [];
  return ['', ...quieted.map((each) => `Quiet alarm: ${quietedText(each)}; ${each.command}`)];
}

function needLines(needs: readonly Need[]): string[] {
  if (needs.length === 0) return [];
  return ['', ...needs.map(({ text, command }) => `Needs a person: ${text}; ${command}`)];
}

interface FleetLine {
  readonly pipeline: string;
  readonly owner: string | null;
  readonly tone: string;
  readonly text: string;
  readonly needs: readonly Need[];
  readonly quieted: readonly QuietedView[];
  readonly rank: number;
}

/** One that cannot be read is a line too, and stands where it is seen. */
async function fleet(deployed: Deployed, json: boolean): Promise<number> {
  const { ports } = deployed;
  const names = await pipelinesAsked(ports, undefined);
  const all = await sideBySide(names, async (pipeline): Promise<FleetLine | undefined> => {
    const view = await orLogged(ports, { pipeline }, () => presentView(deployed, pipeline));
    if (view === undefined) return unreadable(pipeline);
    // It is gone, and whoever took it away died before its name was.
    if (view.leaving?.isOver) return undefined;
    return {
      pipeline,
      owner: view.owner ?? null,
      tone: view.headline.tone,
      text: fleetText(view),
      needs: needsOf(view),
      quieted: view.quieted,
      rank: rankOf(view),
    };
  });
  const lines = all.filter((line) => line !== undefined);
  lines.sort((a, b) => a.rank - b.rank || a.pipeline.localeCompare(b.pipeline));
  if (json) printJson({ pipelines: lines.map(({ rank: _, ...line }) => line) });
  else print(fleetLines(lines));
  return 0;
}

function unreadable(pipeline: string): FleetLine {
  const text = 'cannot be read just now: tidegate status with its name says why';
  return { pipeline, owner: null, tone: 'needsPerson', text, needs: [], quieted: [], rank: 0 };
}

function fleetLines(lines: readonly FleetLine[]): string[] {
  if (lines.length === 0) return ['no pipeline has been applied yet: tidegate apply tidegate.yml'];
  const needing = lines.filter(({ rank }) => rank === 0).length;
  const pipelines = lines.length === 1 ? '1 pipeline' : `${lines.length} pipelines`;
  const head =
    needing === 0
      ? `${pipelines}: none needs a person`
      : `${pipelines}: ${needing} ${needing === 1 ? 'needs' : 'need'} a person`;
  const rows = lines.map(({ rank, pipeline, text }) => [rank === 0 ? '!' : ' ', pipeline, text]);
  const quieted = lines.flatMap(({ pipeline, quieted: its }) =>
    its.map((each) => `Quiet alarm of ${pipeline}: ${quietedText(each)}; ${each.command}`),
  );
  return [head, ...tableLines(rows), ...(quieted.length > 0 ? ['', ...quieted] : [])];
}

interface Following {
  readonly pipeline: string;
  readonly release: string | undefined;
  readonly timeout: number | undefined;
  readonly watch: boolean;
  readonly json: boolean;
}

async function followed(deployed: Deployed, asked: Following): Promise<number> {
  const { pipeline, release, timeout, watch, json } = asked;
  const show = watch
    ? followingShow(process.stdout, () => 'Ctrl-C leaves; the release goes on')
    : undefined;
  let end: Followed;
  try {
    end = await follow(deployed, {
      pipeline,
      named: release,
      ...(timeout !== undefined && { timeoutSeconds: timeout }),
      // Nobody looks on where no terminal is: a script is told that somebody has to.
      isEndedByNeeds: !watch || !process.stdout.isTTY,
      present: (view) => show?.present(view),
    });
  } finally {
    show?.close();
  }
  if (json) printJson(end);
  else print([end.text]);
  return end.code;
}
