// tidegate alarms: writes the CloudFormation template of the alarms and the dashboard that a service should have.

import { HISTORY_DAYS } from '../authoring/alarms/threshold.ts';
import { alarmsOfPipeline } from './alarms-of-pipeline.ts';
import { alarmsOfTemplate } from './alarms-of-template.ts';
import type { AlarmOptions } from './alarms-options.ts';
import { type AlarmsReport, alarmsLines, writeFiles } from './alarms-report.ts';
import { describedAt } from './alarms-source.ts';
import { readText } from './files.ts';
import { isServerless } from './init-sources.ts';
import { print, printErrors, printFile, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends Omit<AlarmOptions, 'days'> {
  readonly file: string | undefined;
  readonly history: number | undefined;
}

export async function alarms(values: Asked): Promise<number> {
  const files = [values.template, values.file].filter((file) => file !== undefined);
  const [path, ...rest] = files;
  if (path === undefined || rest.length > 0)
    throw refuseUsage(`expected one pipeline file or template, got ${files.length || 'none'}`);
  const file = describedAt(path);
  const text = readText(file);
  const ofServerless = isServerless(file, text);
  const isTemplate = values.template !== undefined || ofServerless || looksLikeTemplate(text);
  refuseWhatDoesNotFit(values, isTemplate, ofServerless);
  if (values.canary && values.write)
    throw refuseUsage('expected --write without --canary: its alarms come and go with it');
  const options = { ...values, days: daysOf(values) };

  const report = isTemplate
    ? await alarmsOfTemplate(file, text, options)
    : await alarmsOfPipeline(file, text, options);
  present(report, options);
  return 0;
}

/** A template has Resources, a pipeline never. */
function looksLikeTemplate(text: string): boolean {
  return /^\s{0,8}["']?Resources["']?\s*:/m.test(text) && !/^pipeline\s*:/m.test(text);
}

const OF_PIPELINES = ['stage', 'target', 'write'] as const;
const OF_TEMPLATES = ['inline', 'name', 'region'] as const;

function refuseWhatDoesNotFit(values: Asked, isTemplate: boolean, ofServerless: boolean): void {
  const others = isTemplate
    ? OF_PIPELINES.filter((name) => !(ofServerless && name === 'stage'))
    : OF_TEMPLATES;
  const given = others.find((name) => values[name] !== undefined && values[name] !== false);
  if (given === undefined) return;
  const [what, got] = isTemplate ? ['pipeline file', 'template'] : ['template', 'pipeline file'];
  throw refuseUsage(`expected a ${what} with --${given}, got a ${got}`);
}

function daysOf({ aws, history }: Asked): number | undefined {
  if (!aws && history !== undefined)
    throw refuseUsage('expected --aws with --history: it is read from an account');
  return aws ? (history ?? HISTORY_DAYS) : undefined;
}

/** Standard output has one thing: the report, or the template; what else there is to say goes beside it. */
function present(report: AlarmsReport, { json, out }: AlarmOptions): void {
  const written = out === undefined ? [] : writeFiles(report, out);
  if (json) printJson({ ...report, written });
  else if (out !== undefined) print(alarmsLines(report, written));
  else {
    for (const { text } of report.files) printFile(text);
    printErrors(alarmsLines(report, written));
  }
}
