// The executions of a world's machines, as the console tells of them.

import { home } from '../../world/place.ts';
import type { World } from '../../world/world.ts';
import type { ExecutionRecord } from './run-record.ts';

interface Described {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly error?: string;
  readonly output?: string;
}

interface HistoryEvent {
  readonly timestamp: Date;
  readonly stateEnteredEventDetails?: { readonly name: string };
}

interface Page<T> {
  readonly executions?: readonly T[];
  readonly events?: readonly T[];
  readonly nextToken?: string;
}

/** In the order of their starts. */
export async function executionsOf(world: World): Promise<ExecutionRecord[]> {
  const found: ExecutionRecord[] = [];
  for (const { name, arn } of world.stack.machines) {
    const machine = name.split('-')[1] ?? name;
    for (const { executionArn } of await all<Described>(world, 'ListExecutions', {
      stateMachineArn: arn,
    }))
      found.push(await executionOf(world, machine, executionArn));
  }
  return found.sort((a, b) => a.startedAt - b.startedAt);
}

async function executionOf(
  world: World,
  machine: string,
  executionArn: string,
): Promise<ExecutionRecord> {
  const asked = { executionArn };
  const told = (await world.aws.operate('states', 'DescribeExecution', asked, home)) as Described;
  const events = await all<HistoryEvent>(world, 'GetExecutionHistory', asked);
  return {
    machine,
    name: told.name,
    status: told.status,
    error: told.error,
    output: JSON.parse(told.output ?? '{}') as Record<string, unknown>,
    startedAt: told.startDate.getTime(),
    stoppedAt: told.stopDate?.getTime(),
    visits: events.flatMap(({ timestamp, stateEnteredEventDetails: entered }) =>
      entered ? [{ state: entered.name, at: timestamp.getTime() }] : [],
    ),
  };
}

async function all<T>({ aws }: World, operation: string, input: object): Promise<T[]> {
  const items: T[] = [];
  let nextToken: string | undefined;
  do {
    const asked = { ...input, ...(nextToken ? { nextToken } : {}) };
    const page = (await aws.operate('states', operation, asked, home)) as Page<T>;
    items.push(...(page.events ?? page.executions ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return items;
}
