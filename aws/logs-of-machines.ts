// Step Functions: the executions of one version of a state machine. Nothing that runs by itself asks.

import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Place } from './clients.ts';
import { machineArn } from './machine-arn.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface FoundExecution {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
}

export type ExecutionsFound =
  | { readonly executions: readonly FoundExecution[]; readonly isCut: boolean }
  /** Those of an express machine are listed nowhere. */
  | 'express'
  | 'gone';

/** The newest come first: pages are read until one is older. */
export async function executionsOf(
  access: MemberAccess,
  place: Place,
  { name, version }: { readonly name: string; readonly version: string },
  { from, most }: { readonly from: number; readonly most: number },
): Promise<ExecutionsFound> {
  const client = await access.client(SFNClient, place);
  const stateMachineArn = `${machineArn(place, name)}:${version}`;
  const executions: FoundExecution[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListExecutionsCommand({
      stateMachineArn,
      maxResults: 200,
      ...(nextToken && { nextToken }),
    });
    try {
      const page = await client.send(command);
      for (const each of page.executions ?? []) {
        const { executionArn, startDate, stopDate, name: its = '', status = '' } = each;
        if (executionArn === undefined || startDate === undefined) continue;
        executions.push({
          arn: executionArn,
          name: its,
          status,
          startedAt: startDate.getTime(),
          ...(stopDate && { endedAt: stopDate.getTime() }),
        });
      }
      nextToken = page.nextToken;
    } catch (cause) {
      if (nameOf(cause) === 'StateMachineTypeNotSupported') return 'express';
      if (nameOf(cause) === 'StateMachineDoesNotExist') return 'gone';
      return translated(`listing the executions of ${name}`, Promise.reject(cause));
    }
    const oldest = executions.at(-1);
    if (oldest && (oldest.endedAt ?? Number.POSITIVE_INFINITY) < from) break;
  } while (nextToken && executions.length < most);
  return { executions, isCut: executions.length >= most && nextToken !== undefined };
}

/** Why it failed: the error's name and its cause, and nothing of what it was given or made. */
export async function causeOf(access: MemberAccess, place: Place, arn: string): Promise<string> {
  const client = await access.client(SFNClient, place);
  const command = new DescribeExecutionCommand({ executionArn: arn });
  const { error, cause } = await translated(`reading execution ${arn}`, client.send(command));
  return [error, cause].filter(Boolean).join(': ');
}
