// The pipeline as lines of a terminal: releases, stages, waves, targets, and the bake that runs.

import { changesLine } from '../../core/board/changes-view.ts';
import type { ReleaseView } from '../../core/board/release-view.ts';
import type { StageView } from '../../core/board/stage-view.ts';
import type { TargetView } from '../../core/board/target-view.ts';
import type { PipelineView } from '../../core/board/view.ts';
import { isMoving } from '../../core/board/wave-status.ts';
import type { WaveView } from '../../core/board/wave-view.ts';
import { formatDuration } from '../../core/duration.ts';
import { ledgerText, timeOf } from './ledger-line.ts';
import { outcomeMark, statusMark } from './marks.ts';
import type { Paint } from './paint.ts';
import { cut, padded, wrapped } from './width.ts';

export interface PictureSize {
  readonly columns: number;
  readonly rows: number;
  /** Where no terminal is, whoever reads has all of what is said. */
  readonly isUncut?: boolean;
}

interface Brush {
  readonly paint: Paint;
  readonly columns: number;
  /** Of what is said, as much as fits; of what is drawn, `columns`. */
  readonly saidColumns: number;
}

const RELEASES = 3;
const LEDGER_LINES = 4;

/**
 * No line is wider than the terminal, and there are fewer than it has rows: the least telling ones go first.
 * `beside` is the second line: where else to look.
 */
export function pictureOf(
  view: PipelineView,
  paint: Paint,
  size: PictureSize,
  beside?: string,
): string[] {
  const columns = Math.max(20, Math.min(size.columns, 120)) - 1;
  const saidColumns = size.isUncut ? Number.MAX_SAFE_INTEGER : columns;
  const brush = { paint, columns, saidColumns };
  const second = beside === undefined ? '' : paint('dim', cut(beside, brush.columns));
  const head = [headLine(view, brush), second, ...releaseLines(view, brush), ''];
  const ledger = ['', ...ledgerLines(view, brush)];
  const room = size.rows - 1;
  for (const detail of ['all', 'moving', 'none'] as const) {
    const stages = view.stages.flatMap((stage) => stageLines(stage, detail, brush));
    const whole = [...head, ...stages, ...ledger];
    if (whole.length <= room) return whole;
    if (head.length + stages.length <= room) return [...head, ...stages];
  }
  return [...head, ...movingLines(view, brush)].slice(0, room);
}

function headLine({ pipeline, at }: PipelineView, { paint, columns }: Brush): string {
  const time = `${timeOf(at)} UTC`;
  const name = cut(`Tidegate · ${pipeline}`, columns - time.length - 2);
  const gap = ' '.repeat(Math.max(1, columns - name.length - time.length));
  return cutRow(`${paint('bold', name)}${gap}${paint('dim', time)}`, columns, name.length);
}

/** A terminal too narrow for the clock goes without it. */
function cutRow(row: string, columns: number, nameLength: number): string {
  return nameLength > 0 ? row : row.trim().slice(0, columns);
}

function releaseLines(
  { releases }: PipelineView,
  { paint, columns, saidColumns }: Brush,
): string[] {
  if (releases.length === 0) return [paint('dim', cut('no release yet', columns))];
  return releases.slice(0, RELEASES).map((release) => {
    const { symbol, style, text } = outcomeMark(release.outcome);
    const label = padded(release.label, Math.min(14, columns - 4));
    const rest = cut(` ${sentence(release, text)}`, saidColumns - label.length - 2);
    return `${paint(style, symbol)} ${paint('bold', label)}${rest}`;
  });
}

function sentence(release: ReleaseView, text: string): string {
  const { kind, outcome, place, seconds, reason } = release;
  const took = formatDuration(seconds);
  const what = kind === 'rollback' ? 'rollback: ' : '';
  if (outcome === undefined) return `${what}${place}; started ${took} ago`;
  return `${what}${text} after ${took}${reason && outcome !== 'Promoted' ? `: ${reason}` : ''}`;
}

type Detail = 'all' | 'moving' | 'none';

const STAGE_COLUMNS = 8;

function stageLines(stage: StageView, detail: Detail, brush: Brush): string[] {
  const lines = stage.waves.flatMap((wave, index) => [
    waveLine(wave, index === 0 ? stage.name : '', brush),
    ...(detail === 'all' || (detail === 'moving' && isMoving(wave.status))
      ? targetLines(wave, brush)
      : []),
  ]);
  return [...lines, ...gateLines(stage, brush)];
}

function movingLines({ stages }: PipelineView, brush: Brush): string[] {
  return stages.flatMap(({ name, waves }) =>
    waves.filter(({ status }) => isMoving(status)).map((wave) => waveLine(wave, name, brush)),
  );
}

function waveLine(wave: WaveView, stageName: string, { paint, columns }: Brush): string {
  const { symbol, style, text } = statusMark(wave.status);
  const stageColumns = columns < 50 ? 0 : STAGE_COLUMNS;
  const nameColumns = Math.min(16, Math.max(6, columns - stageColumns - 20));
  const labelColumns = columns < 60 ? 5 : 13;
  const stage = paint('bold', padded(stageColumns ? `${stageName} ` : '', stageColumns));
  const label = labelColumns < 13 ? (wave.label ?? '').replace(/ .*/s, '') : (wave.label ?? '');
  const left = columns - stageColumns - nameColumns - labelColumns - 4;
  const said = wave.bake ? bakeText(wave.bake, left, paint) : cut(text, left);
  return `${stage}${paint(style, symbol)} ${padded(wave.name, nameColumns)} ${padded(label, labelColumns)} ${
    wave.bake ? said : paint(style, said)
  }`.trimEnd();
}

/** `baking ━━━━━━────── 42%  6h57m left` */
function bakeText(
  { progress, secondsLeft, extended }: NonNullable<WaveView['bake']>,
  columns: number,
  paint: Paint,
): string {
  const percent = `${String(Math.floor(progress * 100)).padStart(3)}%`;
  const tail = `${percent}  ${formatDuration(secondsLeft)} left${extended ? ', extended' : ''}`;
  const width = Math.min(30, columns - tail.length - 1);
  if (width < 6) return paint('cyan', cut(`${percent} baked`, columns));
  const full = Math.round(progress * width);
  return `${paint('cyan', '━'.repeat(full))}${paint('dim', '─'.repeat(width - full))} ${tail}`;
}

const TARGETS = 8;

function targetLines({ targets }: WaveView, { paint, columns }: Brush): string[] {
  const indent = ' '.repeat(columns < 50 ? 2 : STAGE_COLUMNS + 2);
  const room = columns - indent.length;
  const lines = targets.slice(0, TARGETS).flatMap((target) => {
    const { name, status, changes } = target;
    const text = `${padded(name, Math.min(18, room))} ${targetText(target)}`;
    const line = `${indent}${paint(status === 'unproven' ? 'red' : 'dim', cut(text, room))}`;
    const style = changes?.is === 'awaited' ? 'yellow' : 'dim';
    const told = changes ? wrapped(`  ${changesLine(changes)}`, room, LINES_OF_A_REASON) : [];
    return [line, ...told.map((each) => `${indent}${paint(style, each)}`)];
  });
  const more = targets.length - TARGETS;
  return more > 0 ? [...lines, `${indent}${paint('dim', cut(`and ${more} more`, room))}`] : lines;
}

/** `#412 9f2c1d7 → #413 4c81e09` while it changes; `#413 4c81e09, last baked #412 9f2c1d7` while it bakes. */
function targetText(target: TargetView): string {
  const { behind } = target;
  const late = behind ? `, behind ${behind.label}: ${behind.reason}` : '';
  return `${runsText(target)}${late}`;
}

function runsText({ status, running, baked, coming }: TargetView): string {
  const runs = running ?? 'nothing known';
  if (status === 'deploying') return `${running ?? 'nothing yet'} → ${coming}`;
  if (status === 'rollingBack') return `${running ?? 'unknown'} → back to ${coming}`;
  if (status === 'unproven') return 'not proven what it runs';
  if (status === 'empty') return 'nothing deployed yet';
  return status === 'onTrial' ? `${runs}, last baked ${baked ?? 'none'}` : runs;
}

const GATE_REASONS = 3;

function gateLines(stage: StageView, brush: Brush): string[] {
  const { waves, waiting, hold, frozen, stops = [] } = stage;
  const yellow = (text: string) => told(text, 'yellow', brush);
  const isTold = (what: string) => stops.some((stop) => stop.what === what);
  const reasons = waves.flatMap(({ gate = [] }) => gate).filter(({ what }) => !isTold(what));
  return [
    ...stops.flatMap(({ what }) => yellow(`stopped: ${what}`)),
    ...(frozen ? told(`frozen: ${frozen.reason}`, 'red', brush) : []),
    ...(hold ? yellow(`held: only something newer than ${hold.label} may enter`) : []),
    ...(waiting ? yellow(waitingText(waiting.label, stage)) : []),
    ...reasons.slice(0, GATE_REASONS).flatMap(({ what }) => yellow(`gate shut: ${what}`)),
  ];
}

const LINES_OF_A_REASON = 3;
const MOMENT = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(\.\d+)?Z/g;

/** Who and why stand at its end: it is not cut before them. */
function told(text: string, style: 'yellow' | 'red', { paint, saidColumns }: Brush): string[] {
  const line = `  ${text.replaceAll(MOMENT, '$1 $2Z')}`;
  return wrapped(line, saidColumns, LINES_OF_A_REASON).map((each) => paint(style, each));
}

function waitingText(label: string, { queue = [], pileUp }: StageView): string {
  const waits = `${label} waits in front of the gate`;
  if (pileUp === undefined || pileUp.revisions < 2) return waits;
  const others = pileUp.revisions - 1;
  const who = queue.length > 0 ? `${others} behind it` : `${others} gave way to it`;
  return `${waits}, ${who}, the oldest since ${timeOf(pileUp.since)}`;
}

function ledgerLines({ ledger }: PipelineView, { paint, saidColumns }: Brush): string[] {
  const newest = ledger.slice(0, LEDGER_LINES).reverse();
  return newest.map((entry) =>
    paint('dim', cut(`${entry.at.slice(11, 19)}  ${ledgerText(entry)}`, saidColumns)),
  );
}
