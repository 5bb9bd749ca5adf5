// What `tidegate alarms` found and wrote, for people and for programs.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlarmCost } from '../authoring/alarms/cost.ts';
import { Failure } from '../core/failure.ts';

export interface AlarmFile {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
  readonly resources: number;
  /** Where it is to be deployed; absent where that is for the person to know. */
  readonly account?: string;
  readonly region?: string;
}

export interface TargetReport {
  readonly name: string;
  readonly stage?: string;
  readonly isCanary?: true;
  /** What to list as `alarms` of the target. */
  readonly list: readonly string[];
  readonly alarms: readonly {
    readonly name: string;
    readonly role: string;
    readonly threshold: number;
    readonly because: string;
  }[];
}

export interface AlarmsReport {
  readonly files: readonly AlarmFile[];
  readonly targets: readonly TargetReport[];
  readonly remarks: readonly string[];
  readonly cost: AlarmCost;
}

/** Writes the templates into a folder; the paths, in order. */
export function writeFiles({ files }: AlarmsReport, folder: string): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    return files.map(({ name, text }) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure('Refused', `expected to write into the folder ${folder}, got ${code}`, {
      cause,
    });
  }
}

export function alarmsLines(report: AlarmsReport, written: readonly string[]): string[] {
  const { targets, remarks, cost, files } = report;
  const listed = targets.filter(({ list }) => list.length > 0);
  return [
    ...files.map((file, index) => fileText(file, written[index])),
    '',
    ...(listed.length > 0 ? [headOf(listed)] : []),
    ...listed.map(({ name, list }) => `  ${name}:  alarms: [${list.join(', ')}]`),
    '',
    `${count(cost.metricsInAlarms, 'metric')} in alarms, ${count(cost.composites, 'composite alarm')}, ` +
      `${count(cost.dashboards, 'dashboard')}${madeOfLogs(cost)}: ${cost.usdAMonth.toFixed(2)} USD a month.`,
    ...remarks.map((remark) => `note: ${remark}`),
  ];
}

function madeOfLogs({ customMetrics }: AlarmCost): string {
  return customMetrics === 0 ? '' : `, ${count(customMetrics, 'metric')} made of logs`;
}

function headOf(listed: readonly TargetReport[]): string {
  return listed.every(({ isCanary }) => isCanary)
    ? 'What says whether a canary should be rolled back:'
    : 'To list in the pipeline file:';
}

function fileText({ name, bytes, resources, account, region }: AlarmFile, path?: string): string {
  const where = account === undefined ? '' : ` for ${account} ${region}`;
  return `${path ?? name}${where}: ${count(resources, 'resource')}, ${bytes} bytes`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
