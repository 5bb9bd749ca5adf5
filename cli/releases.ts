// tidegate releases: the releases of a pipeline, or of all.

import { whoIs } from '../core/command/person.ts';
import { formatDuration } from '../core/duration.ts';
import { kindOf } from '../core/release.ts';
import { newestFirst, releasesNamed } from '../core/release-named.ts';
import { type ListedRelease, listReleases, pipelinesAsked } from '../flows/find-release.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { whoAsked } from '../flows/who-asked.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { tableLines } from './table.ts';
import { timeOf } from './terminal/ledger-line.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string | undefined;
  readonly last: number;
  readonly named: string | undefined;
  readonly json: boolean;
}

interface Row {
  readonly pipeline: string;
  readonly id: string;
  /** A rollback by hand is a release of its own: its build is what it takes back. */
  readonly kind: 'release' | 'rollback';
  readonly build: number;
  readonly commit: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null where it began by itself. */
  readonly by: string | null;
  readonly execution: string;
  readonly reason: string;
}

export async function releases({ pipeline, last, named, json, ...where }: Asked): Promise<number> {
  const { ports } = await openDeployed(where);
  const names = await pipelinesAsked(ports, pipeline);
  const lists = await sideBySide(names, (name) => listReleases(ports, name));
  const all = newestFirst(lists.flat());
  const meant = named === undefined ? all : releasesNamed(named, all);
  const shown = meant.slice(0, last);
  const by = await whoAsked(ports, shown);
  const rows = shown.map((release) => rowOf(release, by.get(release.id)));
  if (json) printJson({ releases: rows, more: meant.length - rows.length });
  else print(linesOf(rows, meant.length, { isOne: pipeline !== undefined, named }));
  return 0;
}

function rowOf(release: ListedRelease, by: string | undefined): Row {
  const { pipeline, id, attempt, startedAt, execution, reason } = release;
  return {
    pipeline,
    id,
    kind: kindOf(release),
    build: release.revision.build.number,
    commit: release.revision.commit,
    attempt,
    outcome: release.outcome ?? 'running',
    startedAt,
    endedAt: release.endedAt ?? null,
    by: release.rollback?.by ?? by ?? null,
    execution,
    reason,
  };
}

function linesOf(
  rows: readonly Row[],
  count: number,
  { isOne, named }: { readonly isOne: boolean; readonly named: string | undefined },
): string[] {
  if (rows.length === 0) {
    const what = named === undefined ? 'no release yet' : `no release that is ${named}`;
    return [`${what}; the next green build starts one, or: tidegate start PIPELINE`];
  }
  const head = ['release', 'build', 'commit', 'outcome', 'started', 'took', 'by'];
  const table = tableLines([
    isOne ? head : ['pipeline', ...head],
    ...rows.map((row) => cellsOf(row, isOne)),
  ]);
  const more = count - rows.length;
  return [
    ...table,
    ...(more > 0 ? [`and ${more} more: --last ${Math.min(count, 10_000)} shows them`] : []),
  ];
}

function cellsOf(row: Row, isOne: boolean): string[] {
  const { startedAt, endedAt } = row;
  const took =
    endedAt === null ? '' : formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  const cells = [
    row.id,
    `#${row.build}`,
    row.commit.slice(0, 7),
    row.kind === 'rollback' ? `rollback: ${row.outcome}` : row.outcome,
    timeOf(startedAt),
    took,
    row.by === null ? 'its build' : whoIs(row.by),
  ];
  return isOne ? cells : [row.pipeline, ...cells];
}
