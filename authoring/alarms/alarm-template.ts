// The CloudFormation templates that hold the alarms of targets, each small enough to be deployed.

import { stringify } from 'yaml';
import { Failure } from '../../core/failure.ts';
import { type CfnResource, cfnAlarm } from './cfn-alarm.ts';
import { cfnComposites } from './cfn-composite.ts';
import { cfnDashboard } from './cfn-dashboard.ts';
import { distinct } from './distinct.ts';
import { logicalId } from './name.ts';
import { type AlarmTarget, alarmId, namesToList, templateName } from './target-alarms.ts';
import { revisionFilters } from './task-revisions.ts';

export interface AlarmTemplate {
  readonly body: Readonly<Record<string, unknown>>;
  /** As YAML. */
  readonly text: string;
  readonly bytes: number;
  readonly resourceCount: number;
  readonly targets: readonly AlarmTarget[];
}

export interface TemplateSettings {
  readonly description: string;
  /** What the dashboard is called; `undefined` for none. */
  readonly dashboard: string | undefined;
  readonly region: string;
}

/** CloudFormation's limits: the API takes this much, S3 a megabyte; resources and parameters of a template. */
export const MOST_BYTES_OF_THE_API = 51_200;
const MOST_BYTES = 1_000_000;
const MOST_RESOURCES = 500;
const MOST_PARAMETERS = 200;

/**
 * The targets' templates: as few as fit in what CloudFormation's API takes, and a target always whole. A target that is
 * larger by itself has a template of its own, which goes by way of S3; beyond CloudFormation's limits it is refused.
 */
export function alarmTemplates(
  given: readonly AlarmTarget[],
  settings: TemplateSettings,
): AlarmTemplate[] {
  const targets = distinctTargets(given);
  const groups: AlarmTarget[][] = [];
  for (const target of targets) {
    const last = groups.at(-1);
    if (last && fits(templateOf([...last, target], settings, groups.length))) last.push(target);
    else groups.push([target]);
  }
  return groups.map((group, index) => {
    const template = templateOf(group, settings, index + 1);
    refuseBeyondLimits(template);
    return template;
  });
}

/** Only logical ids are made of a target's name: the names of its alarms stay. */
function distinctTargets(targets: readonly AlarmTarget[]): AlarmTarget[] {
  return distinct(
    targets,
    ({ name }) => name,
    ({ name }) => name,
    (target, name) => ({ ...target, name }),
  );
}

function fits({ bytes, resourceCount, body }: AlarmTemplate): boolean {
  return (
    bytes <= MOST_BYTES_OF_THE_API &&
    resourceCount <= MOST_RESOURCES &&
    parameterCount(body) <= MOST_PARAMETERS
  );
}

function parameterCount({ Parameters }: AlarmTemplate['body']): number {
  return Object.keys((Parameters as object | undefined) ?? {}).length;
}

function refuseBeyondLimits({ bytes, resourceCount, body, targets }: AlarmTemplate): void {
  const parameters = parameterCount(body);
  const names = targets.map(({ name }) => name).join(', ');
  const isFine =
    bytes <= MOST_BYTES && resourceCount <= MOST_RESOURCES && parameters <= MOST_PARAMETERS;
  if (isFine) return;
  throw new Failure(
    'Refused',
    `expected the alarms of ${names} to fit a template (${MOST_RESOURCES} resources, ` +
      `${MOST_PARAMETERS} parameters, ${MOST_BYTES} bytes), got ${resourceCount}, ${parameters} ` +
      `and ${bytes}: watch fewer resources of one target, or give parts of it with --only`,
  );
}

function templateOf(
  targets: readonly AlarmTarget[],
  settings: TemplateSettings,
  number: number,
): AlarmTemplate {
  const { description, dashboard, region } = settings;
  const parameters = Object.assign({}, ...targets.map((target) => target.parameters ?? {}));
  const name = dashboard && (number > 1 ? `${dashboard}-${number}` : dashboard);
  const Resources: Record<string, CfnResource> = {
    ...alarmResources(targets),
    ...(name && { Dashboard: cfnDashboard(name, region, targets) }),
  };
  const body = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description.slice(0, 1024),
    ...(Object.keys(parameters).length > 0 && { Parameters: parameters }),
    Resources,
    Outputs: outputsOf(targets),
  };
  const text = asYaml(body);
  const bytes = Buffer.byteLength(text);
  return { body, text, bytes, resourceCount: Object.keys(Resources).length, targets };
}

/** CloudFormation reads YAML 1.1, in which a bare `on` or `1:30` is no text. */
export function asYaml(value: unknown): string {
  return stringify(value, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

/** The alarms and composites of targets by their logical ids. */
export function alarmResources(targets: readonly AlarmTarget[]): Record<string, CfnResource> {
  const entries = targets.flatMap((target) => [
    ...target.alarms.map((alarm) => [alarmId(target, alarm), cfnAlarm(target, alarm)] as const),
    ...Object.entries(cfnComposites(target)),
    ...Object.entries(revisionFilters(target)),
  ]);
  return Object.fromEntries(entries);
}

/** What to list in a pipeline file. */
function outputsOf(targets: readonly AlarmTarget[]) {
  const outputs = targets.map((target) => [
    logicalId(target.name, 'alarms'),
    {
      Description: 'What to list as alarms of the target in tidegate.yml.',
      Value: templateName(namesToList(target).join(', ')),
    },
  ]);
  return Object.fromEntries(outputs);
}
