// tidegate hold, resume, stop, stop-the-line, unfreeze, lift and quarantine: a named person acts.

import { type CommandsWhere, command } from './commands.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends CommandsWhere {
  readonly reason: string;
  readonly json: boolean;
}

interface OfPipeline extends Asked {
  readonly pipeline: string;
}

interface Lasting {
  readonly for: number | undefined;
}

export async function hold({
  pipeline,
  stage,
  reason,
  for: forSeconds,
  json,
  ...where
}: OfPipeline & Lasting & { readonly stage: string | undefined }): Promise<number> {
  const body = { pipeline, reason, forSeconds, ...(stage !== undefined && { stage }) };
  await command(where, 'hold', body, { json });
  return 0;
}

export async function stopTheLine({
  scope,
  reason,
  for: forSeconds,
  json,
  ...where
}: Asked & Lasting & { readonly scope: string }): Promise<number> {
  await command(where, 'stop-the-line', { scope, reason, forSeconds }, { json });
  return 0;
}

interface AskedToResume extends Asked {
  readonly pipeline: string | undefined;
  readonly stage: string | undefined;
  readonly scope: string | undefined;
}

export async function resume(asked: AskedToResume): Promise<number> {
  const { pipeline, stage, scope: _, reason, json, ...where } = asked;
  const scope = asked.scope ?? (pipeline && scopeIn(pipeline, stage));
  if (!scope || (asked.scope && (pipeline ?? stage) !== undefined))
    throw refuseUsage('expected a pipeline or --scope, and not both');
  await command(where, 'resume', { scope, reason }, { json });
  return 0;
}

function scopeIn(pipeline: string, stage: string | undefined): string {
  return stage === undefined ? `pipeline:${pipeline}` : `stage:${pipeline}/${stage}`;
}

export async function stop({
  pipeline,
  release = 'latest',
  reason,
  json,
  ...where
}: OfPipeline & { readonly release: string | undefined }): Promise<number> {
  await command(where, 'stop', { pipeline, release, reason }, { json });
  return 0;
}

export async function unfreeze({
  pipeline,
  stage,
  reason,
  json,
  ...where
}: OfPipeline & { readonly stage: string }): Promise<number> {
  await command(where, 'unfreeze', { pipeline, stage, reason }, { json });
  return 0;
}

interface OfRevision extends OfPipeline {
  readonly what: string;
}

export function lift(asked: OfRevision): Promise<number> {
  return bar('lift', asked);
}

export function quarantine(asked: OfRevision): Promise<number> {
  return bar('quarantine', asked);
}

async function bar(
  name: 'lift' | 'quarantine',
  { pipeline, what, reason, json, ...where }: OfRevision,
): Promise<number> {
  const body = { pipeline, what, reason };
  await command(where, name, body, { json, facts: ({ did }) => ({ changed: did }) });
  return 0;
}
