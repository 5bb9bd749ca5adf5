// The alarms of what a CloudFormation template holds: beside it, or written into it.

import { basename } from 'node:path';
import { alarmResources, alarmTemplates } from '../core/alarms/alarm-template.ts';
import { cfnDashboard } from '../core/alarms/cfn-dashboard.ts';
import { costOf } from '../core/alarms/cost.ts';
import {
  type TemplateTarget,
  targetOfTemplate,
  watchedOfTemplate,
} from '../core/alarms/from-template.ts';
import { insideTemplate } from '../core/alarms/inside-template.ts';
import { slug } from '../core/alarms/name.ts';
import { findResources } from '../core/cloudformation/find-resources.ts';
import type { Found } from '../core/cloudformation/found.ts';
import { readTemplate, type Template } from '../core/cloudformation/read-template.ts';
import { Failure } from '../core/failure.ts';
import { resourceKinds } from '../core/pipeline/watch-schema.ts';
import type { AlarmOptions } from './alarms.ts';
import { type Learned, learn, NOTHING_LEARNED, openReader } from './alarms-history.ts';
import { fileOf, largeFiles, targetReport } from './alarms-of-pipeline.ts';
import type { AlarmFile, AlarmsReport } from './alarms-report.ts';

export async function alarmsOfTemplate(
  file: string,
  text: string,
  options: AlarmOptions,
): Promise<AlarmsReport> {
  const template = readTemplate(text, file);
  const found = findResources(template);
  if (found.resources.length === 0) throw nothingToWatch(file, found);
  const service = options.name ?? serviceOf(file);
  const learned = await learnedOf(found, service, options);
  const where = options.inline ? 'inside' : 'beside';
  const planned = targetOfTemplate(found, service, where, learned.historyOf(service));
  const files = options.inline
    ? [inlineFile(template, planned, service, options)]
    : filesBeside(planned, service, options);
  return {
    files,
    targets: [readable(targetReport(planned.target), service, options.inline)],
    remarks: [
      ...learned.remarks,
      ...unknownNames(planned),
      ...found.remarks.map(({ line, text: remark }) => `${file}:${line}: ${remark}`),
      ...largeFiles(files),
    ],
    cost: costOf([planned.target], options['no-dashboard'] ? 0 : files.length),
  };
}

/** The account of the credentials, since a template names none. */
async function learnedOf(
  found: Found,
  service: string,
  { days, region: given, 'endpoint-url': endpoint }: AlarmOptions,
): Promise<Learned> {
  if (days === undefined) return NOTHING_LEARNED;
  const region = given ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (!region)
    throw new Failure(
      'Refused',
      'expected the region whose history is read, got none: give --region or set AWS_REGION',
    );
  const reader = await openReader(region, days, endpoint);
  const place = { account: reader.account, region };
  const resources = watchedOfTemplate(found, 'deployed');
  return learn([{ name: service, place, resources, asksLimits: false }], reader);
}

function nothingToWatch(file: string, { remarks }: Found): Failure {
  const seen = remarks.map(({ line, text }) => `${file}:${line}: ${text}`);
  return new Failure(
    'Refused',
    [
      `expected something in ${file} that alarms can watch (${resourceKinds.join(', ')}), got nothing of the kind`,
      ...seen,
    ].join('\n'),
  );
}

/** `checkout` of checkout/template.yaml would be better than `template`, but only a person knows what it is called. */
function serviceOf(file: string): string {
  const name = basename(file).replace(/\.(template\.)?(ya?ml|json|template)$/i, '');
  return slug(name, 60).toLowerCase() || 'service';
}

function filesBeside(
  { target, parameters }: TemplateTarget,
  service: string,
  options: AlarmOptions,
): AlarmFile[] {
  const templates = alarmTemplates([target], {
    description: `Alarms of ${service}, written by tidegate alarms.`,
    dashboard: options['no-dashboard'] ? undefined : '${Prefix}-${AWS::Region}',
    region: '${AWS::Region}',
    parametersOf: () => parameters,
  });
  return templates.map((template, index) =>
    fileOf(template, index === 0 ? `alarms-${service}` : `alarms-${service}-${index + 1}`),
  );
}

function inlineFile(
  template: Template,
  { target }: TemplateTarget,
  service: string,
  options: AlarmOptions,
): AlarmFile {
  const region = '${AWS::Region}';
  const resources = {
    ...alarmResources([target]),
    ...(!options['no-dashboard'] && {
      TidegateDashboard: cfnDashboard('${AWS::StackName}-${AWS::Region}', region, [target]),
    }),
  };
  const text = insideTemplate(template, resources);
  const extension = template.form === 'json' ? 'json' : 'yml';
  return {
    name: `${service}-with-alarms.${extension}`,
    text,
    bytes: Buffer.byteLength(text),
    resources: template.resources.size + Object.keys(resources).length,
  };
}

/** The names of alarms as they will be: a stack's name is for the person to put in. */
function readable<Report extends { list: readonly string[] }>(
  report: Report,
  service: string,
  inline: boolean,
): Report {
  const shown = inline ? 'STACK' : service;
  const text = JSON.stringify(report)
    .replaceAll('${Prefix}', shown)
    .replaceAll('${AWS::StackName}', shown);
  return { ...(JSON.parse(text) as Report), name: service };
}

function unknownNames({ unknown }: TemplateTarget): string[] {
  if (unknown.length === 0) return [];
  const those = unknown.length === 1 ? 'a name' : `${unknown.length} names`;
  return [
    `${those} only the stack knows: give ${unknown.slice(0, 5).join(', ')}` +
      `${unknown.length > 5 ? ' …' : ''} as parameters, or write the alarms into the template with --inline`,
  ];
}
