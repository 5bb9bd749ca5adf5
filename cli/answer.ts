// tidegate override and tidegate retry: a named person answers for a bake that could not be judged.

import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly release: string | undefined;
  readonly reason: string;
  readonly json: boolean;
}

export async function override({
  for: forSeconds,
  ...asked
}: Asked & { readonly for: number }): Promise<number> {
  const { pipeline, release, reason, json, ...where } = asked;
  await command(where, 'override', { pipeline, release, reason, forSeconds }, { json });
  return 0;
}

export async function retry({
  behind,
  ...asked
}: Asked & { readonly behind: boolean }): Promise<number> {
  const { pipeline, release, reason, json, ...where } = asked;
  await command(where, 'retry', { pipeline, release, behind, reason }, { json });
  return 0;
}
