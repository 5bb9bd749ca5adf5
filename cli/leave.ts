// tidegate remove and tidegate rename: a pipeline goes, or gets another name.

import { refuseNoName } from '../flows/rename.ts';
import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly reason: string | undefined;
  readonly json: boolean;
}

/** Done only once nothing of it runs any more. */
export async function remove({ pipeline, reason, json, ...where }: Asked): Promise<number> {
  const { facts } = await command(where, 'remove', { pipeline, reason }, { json });
  return facts?.isGone === true ? 0 : 1;
}

export async function rename({
  pipeline,
  to,
  reason,
  json,
  ...where
}: Asked & { readonly to: string }): Promise<number> {
  refuseNoName(to);
  await command(where, 'rename', { pipeline, to, reason }, { json });
  return 0;
}
