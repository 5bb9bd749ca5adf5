// The alarms of what a CloudFormation template holds: beside it, or written into it.

import { alarmResources, alarmTemplates } from '../authoring/alarms/alarm-template.ts';
import { leftText } from '../authoring/alarms/canary.ts';
import { canaryOfTemplate, type TemplateCanary } from '../authoring/alarms/canary-template.ts';
import { cfnDashboard } from '../authoring/alarms/cfn-dashboard.ts';
import { costOf } from '../authoring/alarms/cost.ts';
import {
  targetOfTemplate,
  unknownIn,
  watchedOfTemplate,
} from '../authoring/alarms/from-template.ts';
import { insideTemplate } from '../authoring/alarms/inside-template.ts';
import type { AlarmTarget } from '../authoring/alarms/target-alarms.ts';
import { findResources } from '../authoring/cloudformation/find-resources.ts';
import type { Found } from '../authoring/cloudformation/found.ts';
import type { Template } from '../authoring/cloudformation/read-template.ts';
import { EDGE_REGION } from '../core/edge.ts';
import { Failure } from '../core/failure.ts';
import { resourceKinds } from '../core/pipeline/watch-schema.ts';
import { type Learned, learn, NOTHING_LEARNED, openReader } from './alarms-history.ts';
import { fileOf, largeFiles, targetReport } from './alarms-of-pipeline.ts';
import type { AlarmOptions } from './alarms-options.ts';
import type { AlarmFile, AlarmsReport, TargetReport } from './alarms-report.ts';
import { alarmSource } from './alarms-source.ts';

export async function alarmsOfTemplate(
  file: string,
  text: string,
  options: AlarmOptions,
): Promise<AlarmsReport> {
  const { template, service, remarks, canBeInside } = alarmSource(file, text, options);
  const all = findResources(template);
  if (all.resources.length === 0) throw nothingToWatch(file, all);
  const { found, edge } = apart(all, options);
  if (options.inline && found.resources.length === 0) throw onlyEdge(file);
  const learned = await learnedOf(found, service, options);
  const where = options.inline ? 'inside' : 'beside';
  const history = learned.historyOf(service);
  const whole = targetOfTemplate(found, service, where, history);
  const canary = options.canary ? canaryOfTemplate(found, service, where, history) : undefined;
  if (canary?.target.alarms.length === 0) throw noCanary(file, canary);
  // A template is written into once, so that all is written; beside it, a canary has a stack of its own.
  const targets = canary
    ? [...(options.inline ? [whole] : []), canary.target]
    : [...(whole.alarms.length > 0 ? [whole] : []), ...edgeTargets(edge, service, options)];
  const files = options.inline
    ? [inlineFile(template, targets.filter(isHere), service, options)]
    : [
        ...filesBeside(targets.filter(isHere), service, options),
        ...filesBeside(
          targets.filter((each) => !isHere(each)),
          `${service}-${EDGE}`,
          options,
          `-${EDGE}`,
        ),
      ];
  return {
    files,
    targets: targets.map((each) =>
      placed(readable(targetReport(each), service, options.inline), each),
    ),
    remarks: [
      ...remarks,
      ...learned.remarks,
      ...unknownNames(targets, canBeInside),
      ...(canary?.left ?? []).map(leftText),
      ...(edge.resources.length > 0 ? [edgeText(edge)] : []),
      ...found.remarks.map(({ line, text: remark }) => `${file}:${line}: ${remark}`),
      ...largeFiles(files),
    ],
    cost: costOf(targets, options['no-dashboard'] ? 0 : files.length),
  };
}

/** What is measured in one region for the whole world has a template of its own, which is deployed there. */
function apart(all: Found, { canary }: AlarmOptions) {
  const isEdge = ({ kind }: Found['resources'][number]) => kind === 'cloudFront';
  const rest = canary ? [] : all.resources.filter(isEdge);
  return {
    found: { ...all, resources: all.resources.filter((each) => !isEdge(each)) },
    edge: { ...all, resources: rest },
  };
}

function edgeTargets(edge: Found, service: string, { inline }: AlarmOptions): AlarmTarget[] {
  if (edge.resources.length === 0 || inline) return [];
  const target = targetOfTemplate(edge, service, 'beside');
  return [{ ...target, name: EDGE, prefix: '${Prefix}-edge' }];
}

const EDGE = 'edge';

function isHere({ name }: AlarmTarget): boolean {
  return name !== EDGE;
}

/** A name alone is looked for in the target's region. */
function placed(report: TargetReport, target: AlarmTarget): TargetReport {
  if (isHere(target)) return report;
  return {
    ...report,
    list: report.list.map((name) => `{ name: ${name}, region: ${EDGE_REGION} }`),
  };
}

function edgeText({ resources }: Found): string {
  const ids = resources.map(({ id }) => id).join(', ');
  return (
    `${ids}: CloudFront is measured in ${EDGE_REGION} alone, so its alarms are a template of their own, to be deployed ` +
    'there; alarms written into a template leave it out'
  );
}

function onlyEdge(file: string): Failure {
  return new Failure(
    'Refused',
    `expected something in ${file} that is measured where its stack is, got only CloudFront: leave --inline out, and ` +
      `deploy the alarms in ${EDGE_REGION}`,
  );
}

function noCanary(file: string, { left }: TemplateCanary): Failure {
  return new Failure(
    'Refused',
    [
      `expected something in ${file} whose revisions CloudWatch tells apart (a function whose alias CodeDeploy shifts, ` +
        'instances that it deploys to, an ECS service), got none',
      ...left.map(leftText),
    ].join('\n'),
  );
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

function filesBeside(
  targets: readonly AlarmTarget[],
  service: string,
  options: AlarmOptions,
  ending = '',
): AlarmFile[] {
  const { canary } = options;
  const dashboard = `\${Prefix}${canary ? '-canary' : ending}-\${AWS::Region}`;
  const templates = alarmTemplates(targets, {
    description: `Alarms of ${canary ? 'canaries of ' : ''}${service}, written by tidegate alarms.`,
    dashboard: options['no-dashboard'] ? undefined : dashboard,
    region: '${AWS::Region}',
  });
  const name = `${canary ? 'canary' : 'alarms'}-${service}`;
  return templates.map((template, index) =>
    fileOf(template, index === 0 ? name : `${name}-${index + 1}`),
  );
}

function inlineFile(
  template: Template,
  targets: readonly AlarmTarget[],
  service: string,
  options: AlarmOptions,
): AlarmFile {
  const region = '${AWS::Region}';
  const resources = {
    ...alarmResources(targets),
    ...(!options['no-dashboard'] && {
      TidegateDashboard: cfnDashboard('${AWS::StackName}-${AWS::Region}', region, targets),
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

function unknownNames(targets: readonly AlarmTarget[], canBeInside: boolean): string[] {
  const parameters = Object.assign({}, ...targets.map((target) => target.parameters ?? {}));
  const unknown = unknownIn(parameters);
  if (unknown.length === 0) return [];
  const those = unknown.length === 1 ? 'a name' : `${unknown.length} names`;
  return [
    `${those} only the stack knows: give ${unknown.slice(0, 5).join(', ')}` +
      `${unknown.length > 5 ? ' …' : ''} as parameters` +
      `${canBeInside ? ', or write the alarms into the template with --inline' : ''}`,
  ];
}
