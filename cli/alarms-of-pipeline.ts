// The alarms of a pipeline's targets: a template for each account and region that they are in.

import { writeFileSync } from 'node:fs';
import type { AlarmTemplate } from '../authoring/alarms/alarm-template.ts';
import { alarmTemplates, MOST_BYTES_OF_THE_API } from '../authoring/alarms/alarm-template.ts';
import { canaryOf, canaryTargetOf, leftText } from '../authoring/alarms/canary.ts';
import { costOf } from '../authoring/alarms/cost.ts';
import {
  type AlarmedTarget,
  alarmTargetOf,
  remarksOn,
  targetsAsked,
} from '../authoring/alarms/from-pipeline.ts';
import { listAlarms } from '../authoring/alarms/list-alarms.ts';
import type { MetricHistory } from '../authoring/alarms/plan-alarms.ts';
import { type AlarmTarget, alarmName, namesToList } from '../authoring/alarms/target-alarms.ts';
import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { type Learned, learn, NOTHING_LEARNED, openReader } from './alarms-history.ts';
import type { AlarmOptions } from './alarms-options.ts';
import type { AlarmFile, AlarmsReport, TargetReport } from './alarms-report.ts';
import { parsePipelineFile } from './pipeline-file.ts';

export async function alarmsOfPipeline(
  file: string,
  text: string,
  options: AlarmOptions,
): Promise<AlarmsReport> {
  const pipeline = parsePipelineFile(text, file);
  const asked = targetsAsked(pipeline, options);
  const [first] = asked;
  if (!first) throw nothingAsked(pipeline, options);
  const learned = await learnedOf(asked, first.target.region, options);
  const targets = asked.map(({ resources, ...each }) => {
    const { name } = each.target;
    const placed = { ...each, resources: learned.resourcesOf(name) ?? resources };
    return planned(pipeline.pipeline, placed, learned.historyOf(name), options);
  });
  const watched = targets.filter(({ alarms }) => alarms.alarms.length > 0);
  if (watched.length === 0) throw options.canary ? noCanary(targets) : nothingToWatch(asked);

  const files = filesOf(pipeline.pipeline, watched, options);
  if (files.length > 1 && options.out === undefined && !options.json) throw tooMany(files);
  if (options.write) writeList(file, text, watched);
  return reportOf(targets, files, learned, options);
}

async function learnedOf(
  targets: readonly AlarmedTarget[],
  region: string,
  { days, 'endpoint-url': endpoint }: AlarmOptions,
): Promise<Learned> {
  if (days === undefined) return NOTHING_LEARNED;
  const asked = targets.map(({ target, resources }) => {
    const { name, account, region } = target;
    return { name, place: { account, region }, resources, asksLimits: true };
  });
  return learn(asked, await openReader(region, days, endpoint));
}

interface Placed {
  readonly placed: AlarmedTarget;
  readonly alarms: AlarmTarget;
  readonly remarks: readonly string[];
}

function planned(
  pipeline: string,
  placed: AlarmedTarget,
  history: MetricHistory | undefined,
  { canary: isCanary }: AlarmOptions,
): Placed {
  if (isCanary) {
    const canary = canaryOf(placed);
    const alarms = canaryTargetOf(pipeline, placed, canary, history);
    return { placed, alarms, remarks: canary.left.map(leftText) };
  }
  const alarms = alarmTargetOf(pipeline, placed, history);
  return { placed, alarms, remarks: remarksOn(placed, namesIn(alarms)) };
}

function noCanary(targets: readonly Placed[]): Failure {
  return new Failure(
    'Refused',
    [
      'expected targets whose revisions CloudWatch tells apart (a function behind an alias, instances that ' +
        'CodeDeploy deploys to, an ECS service that is watched), got none',
      ...targets.flatMap(({ remarks }) => remarks),
    ].join('\n'),
  );
}

function nothingAsked({ stages }: PipelineDefinition, { stage, target }: AlarmOptions): Failure {
  const names = stages.map(({ name }) => name);
  if (stage !== undefined && !names.includes(stage)) {
    const meant = nearest(stage, names);
    const hint = meant ? `did you mean ${meant}?` : `expected one of ${names.join(', ')}`;
    return new Failure('Refused', `expected a stage of the pipeline, got ${stage}; ${hint}`);
  }
  const got = target === undefined ? 'none' : `none that is called ${target}`;
  return new Failure('Refused', `expected targets to write alarms for, got ${got}`);
}

function tooMany(files: readonly AlarmFile[]): Failure {
  return new Failure(
    'Refused',
    `expected a folder to write ${files.length} templates into, one for each account and region, got none: give ` +
      '--out DIR, or choose with --target or --stage',
  );
}

function nothingToWatch(asked: readonly AlarmedTarget[]): Failure {
  const reasons = asked.flatMap((each) => remarksOn(each, []));
  return new Failure(
    'Refused',
    ['expected targets with something to watch, got none', ...reasons].join('\n'),
  );
}

/** A template for each place, in the order of the file; a place with much to hold has several. */
function filesOf(pipeline: string, targets: readonly Placed[], options: AlarmOptions): AlarmFile[] {
  const places = Map.groupBy(
    targets,
    ({ placed: { target } }) => `${target.account}-${target.region}`,
  );
  return [...places].flatMap(([place, placed]) => {
    const [first] = placed;
    if (!first) return [];
    const { account, region } = first.placed.target;
    const chosen = [options.stage, options.target].filter((word) => word !== undefined);
    const kind = options.canary ? 'canary' : 'alarms';
    const dashboard = [pipeline, region, ...chosen, ...(options.canary ? ['canary'] : [])].join(
      '-',
    );
    const templates = alarmTemplates(
      placed.map(({ alarms }) => alarms),
      {
        description: `Alarms of ${options.canary ? 'canaries of ' : ''}${pipeline} in ${region}, written by tidegate alarms.`,
        dashboard: options['no-dashboard'] ? undefined : dashboard,
        region,
      },
    );
    return templates.map((template, index) => ({
      ...fileOf(template, index === 0 ? `${kind}-${place}` : `${kind}-${place}-${index + 1}`),
      account,
      region,
    }));
  });
}

export function fileOf({ text, bytes, resourceCount }: AlarmTemplate, name: string): AlarmFile {
  return { name: `${name}.yml`, text, bytes, resources: resourceCount };
}

function writeList(file: string, text: string, targets: readonly Placed[]): void {
  const lists = new Map(
    targets.map(({ placed, alarms }) => [placed.target.name, namesToList(alarms)]),
  );
  const changed = listAlarms(text, lists);
  parsePipelineFile(changed, file);
  if (changed !== text) writeFileSync(file, changed);
}

function reportOf(
  targets: readonly Placed[],
  files: readonly AlarmFile[],
  learned: Learned,
  options: AlarmOptions,
): AlarmsReport {
  const remarks = targets.flatMap((each) => each.remarks);
  const dashboards = options['no-dashboard'] ? 0 : files.length;
  return {
    files,
    targets: targets.map(({ placed, alarms }) => targetReport(alarms, placed.stage)),
    remarks: [...learned.remarks, ...remarks, ...largeFiles(files)],
    cost: costOf(
      targets.map(({ alarms }) => alarms),
      dashboards,
    ),
  };
}

function namesIn(target: AlarmTarget): string[] {
  return [...target.alarms.map((alarm) => alarmName(target, alarm)), ...namesToList(target)];
}

export function targetReport(target: AlarmTarget, stage?: string): TargetReport {
  return {
    name: target.name,
    ...(stage !== undefined && { stage }),
    ...(target.isCanary && { isCanary: target.isCanary }),
    list: namesToList(target),
    alarms: target.alarms.map((alarm) => ({
      name: alarmName(target, alarm),
      role: alarm.role,
      threshold: alarm.threshold.value,
      because: alarm.threshold.because,
    })),
  };
}

export function largeFiles(files: readonly AlarmFile[]): string[] {
  return files
    .filter(({ bytes }) => bytes > MOST_BYTES_OF_THE_API)
    .map(
      ({ name, bytes }) =>
        `${name} has ${bytes} bytes, and CloudFormation takes ${MOST_BYTES_OF_THE_API} at once: ` +
        'deploy it with --s3-bucket',
    );
}
