// tidegate hold, resume, stop, stop-the-line, lift and quarantine: a named person acts.

import { type CommandsWhere, command } from './commands.ts';
import { scopeIn } from './freeze.ts';

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
  const { pipeline: _, stage: __, scope: ___, reason, json, ...where } = asked;
  const scope = scopeIn(asked);
  await command(where, 'resume', { scope, reason }, { json });
  return 0;
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
