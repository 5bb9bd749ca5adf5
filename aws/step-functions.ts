// Step Functions: starts releases, answers task tokens, and says whether an execution still lives.

import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Clock } from '../core/clock.ts';
import { configurationFor, type SdkSettings } from './clients.ts';
import { nameOf, translated } from './translate.ts';

export interface Workflows {
  /** Starts a release execution; false if one of that name has been started before. */
  start(name: string, input: object): Promise<boolean>;
  /** Answers a token; one that is answered, expired or gone is already decided, which is not an error. */
  answer(token: string, output: object): Promise<void>;
  /** The ARNs of the release executions that run, as far as AWS's list knows by now. */
  running(): Promise<Set<string>>;
  /** Whether the execution is running; one that AWS no longer knows is not. */
  isRunning(executionArn: string): Promise<boolean>;
}

const DECIDED = ['TaskTimedOut', 'TaskDoesNotExist'];

export function stepFunctions(
  settings: SdkSettings,
  clock: Clock,
  releaseMachineArn: string,
): Workflows {
  const client = new SFNClient(configurationFor(settings, clock, settings.home.region) as object);

  async function unlessDecided(call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (thrown) {
      if (!DECIDED.includes(nameOf(thrown)))
        await translated('answering a task token', Promise.reject(thrown));
    }
  }

  return {
    async start(name, input) {
      const command = new StartExecutionCommand({
        stateMachineArn: releaseMachineArn,
        name,
        input: JSON.stringify(input),
      });
      try {
        await client.send(command);
        return true;
      } catch (thrown) {
        if (nameOf(thrown) === 'ExecutionAlreadyExists') return false;
        return translated(`starting release execution ${name}`, Promise.reject(thrown));
      }
    },

    answer: (taskToken, output) =>
      unlessDecided(
        client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
      ),

    async running() {
      const found = new Set<string>();
      let nextToken: string | undefined;
      do {
        const command = new ListExecutionsCommand({
          stateMachineArn: releaseMachineArn,
          statusFilter: 'RUNNING',
          maxResults: 1000,
          ...(nextToken && { nextToken }),
        });
        const page = await translated('listing release executions', client.send(command));
        for (const { executionArn } of page.executions ?? []) found.add(executionArn!);
        nextToken = page.nextToken;
      } while (nextToken);
      return found;
    },

    async isRunning(executionArn) {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE';
      } catch (thrown) {
        if (nameOf(thrown) === 'ExecutionDoesNotExist') return false;
        return translated(`reading execution ${executionArn}`, Promise.reject(thrown));
      }
    },
  };
}
