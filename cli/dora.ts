// tidegate dora: how services are delivered, by DORA's measures and Tidegate's own.

import { factsBetween } from '../core/board/measures-view.ts';
import { formatDuration } from '../core/duration.ts';
import {
  groupsOf,
  type Measures,
  measuresOf,
  type Rate,
  type Spread,
} from '../core/measures/measures.ts';
import { pipelinesAsked } from '../flows/find-release.ts';
import { readMeasured } from '../flows/read-measured.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import type { Since } from './since.ts';
import { tableLines } from './table.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string | undefined;
  readonly by: 'service' | 'team' | 'fleet';
  readonly since: Since;
  readonly json: boolean;
}

const A_DAY_MILLIS = 86_400_000;

export async function dora({ pipeline, by, since, json, ...where }: Asked): Promise<number> {
  const { ports, now: clock } = await openDeployed(where);
  const now = await clock();
  const from = since(now);
  const until = new Date(now).toISOString();
  const names = await pipelinesAsked(ports, pipeline);
  const services = await sideBySide(names, (name) => readMeasured(ports, name, from));
  const facts = factsBetween(services, Date.parse(from), now);
  const days = Math.max(1, (now - Date.parse(from)) / A_DAY_MILLIS);
  const groups = groupsOf(services, facts, by).map((group) => measuresOf(group, days));
  if (json) printJson({ by, from, until, groups });
  else print(linesOf(groups, { by, days }));
  return 0;
}

function linesOf(
  groups: readonly Measures[],
  { by, days }: { readonly by: string; readonly days: number },
): string[] {
  if (groups.length === 0) return ['no pipeline has been applied yet: tidegate apply FILE'];
  const head = ['deployed', 'promoted a week', 'lead time', 'failed', 'recovered in', 'rework'];
  const rows = groups.map((group) => [
    group.name,
    String(group.deployments),
    (group.frequency.perDay * 7).toFixed(1),
    timesText(group.leadTime),
    rateText(group.changeFailure),
    timesText(group.recovery) + (group.recovery.open > 0 ? `, ${group.recovery.open} not yet` : ''),
    rateText(group.rework),
  ]);
  const own = ['detected in', 'safe in', 'false rollbacks', 'missed', 'exposed', 'piled up'];
  const ownRows = groups.map((group) => [
    group.name,
    timesText(group.timeToDetect),
    timesText(group.timeToSafe),
    rateText(group.falseRollbacks),
    rateText(group.missedRegressions),
    formatDuration(group.exposureSeconds),
    group.pileUp.median === null ? '–' : `${group.pileUp.median} (most ${group.pileUp.most})`,
  ]);
  const parts = ['building', 'waiting', 'deploying', 'baking', 'blocked', 'of that people'];
  const partRows = groups.map(({ name, leadTime: { parts: mean } }) => [
    name,
    ...[mean.building, mean.waiting, mean.deploying, mean.baking, mean.blocked, mean.people].map(
      (seconds) => (seconds === null ? '–' : formatDuration(seconds)),
    ),
  ]);
  return [
    `Of the last ${Math.round(days)} days; times are medians, and in brackets what nine of ten stay below.`,
    '',
    ...tableLines([[by, ...head], ...rows]),
    '',
    'Where the lead time went (means):',
    ...tableLines([[by, ...parts], ...partRows]),
    '',
    ...tableLines([[by, ...own], ...ownRows]),
  ];
}

function timesText({ count, median, p90 }: Spread): string {
  if (median === null || p90 === null) return '–';
  return count === 1
    ? formatDuration(median)
    : `${formatDuration(median)} (${formatDuration(p90)})`;
}

function rateText({ count, of, rate }: Rate): string {
  return rate === null ? '–' : `${Math.round(rate * 100)}% (${count}/${of})`;
}
