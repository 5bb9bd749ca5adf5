// tidegate approve and tidegate reject: a named person lets the plan of a stage through, or stops it there.

import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly what: string;
  readonly stage: string | undefined;
  readonly changes?: string | undefined;
  readonly reason: string;
  readonly json: boolean;
}

export function approve(asked: Asked): Promise<number> {
  return decide('approve', asked);
}

export function reject(asked: Asked): Promise<number> {
  return decide('reject', asked);
}

async function decide(
  name: 'approve' | 'reject',
  { pipeline, what, stage, changes, reason, json, ...where }: Asked,
): Promise<number> {
  const body = {
    ...{ pipeline, what, reason },
    ...(stage !== undefined && { stage }),
    ...(changes !== undefined && { changes }),
  };
  await command(where, name, body, { json, facts: ({ did }) => ({ decided: did }) });
  return 0;
}
