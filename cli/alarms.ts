// tidegate alarms: writes the CloudFormation template of the alarms and the dashboard that a service should have.

import { HISTORY_DAYS } from '../authoring/alarms/threshold.ts';
import { alarmsOfPipeline } from './alarms-of-pipeline.ts';
import { alarmsOfTemplate } from './alarms-of-template.ts';
import { type AlarmsReport, alarmsText, writeFiles } from './alarms-report.ts';
import { describedAt } from './alarms-source.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';
import { isServerless } from './init-sources.ts';
import { wholeNumber } from './whole-number.ts';

const USAGE =
  'tidegate alarms FILE [--stage NAME] [--target NAME] [--write]\n' +
  '       tidegate alarms --template FILE [--name SERVICE] [--inline] [--region REGION]\n' +
  '       tidegate alarms --template SERVERLESS_FILE [--name SERVICE] [--stage NAME] [--region REGION]\n' +
  '       either with [--canary] [--aws [--history DAYS] [--endpoint-url URL]] [--no-dashboard] [--out DIR] [--json]';

const OPTIONS = {
  template: { type: 'string' },
  inline: { type: 'boolean', default: false },
  name: { type: 'string' },
  stage: { type: 'string' },
  target: { type: 'string' },
  write: { type: 'boolean', default: false },
  canary: { type: 'boolean', default: false },
  aws: { type: 'boolean', default: false },
  history: { type: 'string' },
  'endpoint-url': { type: 'string' },
  region: { type: 'string' },
  'no-dashboard': { type: 'boolean', default: false },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readOptions>['values'];

export interface AlarmOptions extends Values {
  /** How much history to read; nothing without an account to read it from. */
  readonly days: number | undefined;
}

const readOptions = (args: readonly string[]) => readArguments(args, OPTIONS, USAGE);

export async function alarms(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const files = [...(values.template === undefined ? [] : [values.template]), ...positionals];
  const [path, ...rest] = files;
  if (path === undefined || rest.length > 0)
    throw refuseUsage(`expected one pipeline file or template, got ${files.length}`, USAGE);
  const file = describedAt(path);
  const text = readText(file);
  const ofServerless = isServerless(file, text);
  const isTemplate = values.template !== undefined || ofServerless || looksLikeTemplate(text);
  refuseWhatDoesNotFit(values, isTemplate, ofServerless);
  if (values.canary && values.write)
    throw refuseUsage('expected --write without --canary: its alarms come and go with it', USAGE);
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

function refuseWhatDoesNotFit(values: Values, isTemplate: boolean, ofServerless: boolean): void {
  const others = isTemplate
    ? OF_PIPELINES.filter((name) => !(ofServerless && name === 'stage'))
    : OF_TEMPLATES;
  const given = others.find((name) => values[name] !== undefined && values[name] !== false);
  if (given === undefined) return;
  const [what, got] = isTemplate ? ['pipeline file', 'template'] : ['template', 'pipeline file'];
  throw refuseUsage(`expected a ${what} with --${given}, got a ${got}`, USAGE);
}

/** CloudWatch keeps hourly values for so long. */
const MOST_DAYS = 455;
/** What needs less is no history: see `learnedThreshold`. */
const LEAST_DAYS = 2;

function daysOf({ aws, history }: Values): number | undefined {
  if (!aws && history !== undefined)
    throw refuseUsage('expected --aws with --history: it is read from an account', USAGE);
  if (!aws) return undefined;
  if (history === undefined) return HISTORY_DAYS;
  const days = wholeNumber(history, { option: '--history', most: MOST_DAYS, usage: USAGE });
  if (days >= LEAST_DAYS) return days;
  throw refuseUsage(`expected --history to be at least ${LEAST_DAYS} days, got ${days}`, USAGE);
}

/** Standard output has one thing: the report, or the template; what else there is to say goes beside it. */
function present(report: AlarmsReport, { json, out }: AlarmOptions): void {
  const written = out === undefined ? [] : writeFiles(report, out);
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...report, written }, null, 2)}\n`);
    return;
  }
  if (out === undefined) {
    process.stdout.write(report.files[0]!.text);
    process.stderr.write(alarmsText(report, written));
    return;
  }
  process.stdout.write(alarmsText(report, written));
}
