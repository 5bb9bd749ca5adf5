// The template that alarms are written for: one that somebody wrote, or what a Serverless file will become.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { slug } from '../authoring/alarms/name.ts';
import { readTemplate, type Template } from '../authoring/cloudformation/read-template.ts';
import { readServerless, serverlessStage } from '../authoring/init/serverless-file.ts';
import { serverlessStageValue } from '../authoring/init/serverless-stages.ts';
import { Failure } from '../core/failure.ts';
import type { AlarmOptions } from './alarms-options.ts';
import { findSource, isServerless, readerBeside } from './init-sources.ts';

export interface AlarmSource {
  readonly template: Template;
  /** What begins the alarms' names. */
  readonly service: string;
  readonly remarks: readonly string[];
  /** Whether alarms can be written into what was read. */
  readonly canBeInside: boolean;
}

/**
 * The one description in a folder, or the file itself. Throws `Refused` where there are several, naming them.
 */
export function describedAt(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const assembly = existsSync(join(path, 'manifest.json')) ? path : join(path, 'cdk.out');
  if (!existsSync(join(assembly, 'manifest.json'))) return findSource(path);
  const stacks = readdirSync(assembly).filter(
    (name) => name.endsWith('.template.json') && !name.endsWith('.nested.template.json'),
  );
  const [only, ...more] = stacks.sort();
  if (only !== undefined && more.length === 0) return join(assembly, only);
  throw new Failure(
    'Refused',
    `expected the template of one stack in ${assembly}, got ${stacks.length}: give one of them with --template` +
      `${stacks.length > 0 ? `: ${stacks.slice(0, 10).join(', ')}` : ''}`,
  );
}

export function alarmSource(file: string, text: string, options: AlarmOptions): AlarmSource {
  if (!isServerless(file, text)) {
    const template = readTemplate(text, file);
    return { template, service: options.name ?? serviceOf(file), remarks: [], canBeInside: true };
  }
  if (options.inline)
    throw new Failure(
      'Refused',
      `expected a CloudFormation template with --inline, got the Serverless file ${file}: leave --inline out, and deploy ` +
        'the alarms beside it',
    );
  return ofServerless(file, text, options);
}

/** The stage that is asked for, else what the file calls production. */
function ofServerless(
  file: string,
  text: string,
  { stage: asked, name, region }: AlarmOptions,
): AlarmSource {
  const serverless = readServerless(text, file);
  const stage = asked ?? serverlessStageValue(serverless, 'prod') ?? 'prod';
  const options = region === undefined ? {} : { region };
  const made = serverlessStage(serverless, stage, options, readerBeside(file));
  const other = `its names are those of stage ${stage}: give --stage for another`;
  return {
    template: made.template,
    service: name ?? slug(`${made.service}-${stage}`, 60).toLowerCase(),
    remarks: asked === undefined ? [`${file}: ${other}`] : [],
    canBeInside: false,
  };
}

/** `checkout` of checkout/template.yaml would be better than `template`, but only a person knows what it is called. */
function serviceOf(file: string): string {
  const name = basename(file).replace(/\.(template\.)?(ya?ml|json|template)$/i, '');
  return slug(name, 60).toLowerCase() || 'service';
}
