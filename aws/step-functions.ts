// Step Functions: starts releases, answers task tokens, and says whether an execution still lives.

import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Clock } from '../core/clock.ts';
import type { FailureCode } from '../core/failure.ts';
import { clientOf, configurationFor, type SdkSettings } from './clients.ts';
import { nameOf, translated } from './translate.ts';

export interface Workflows {
  /** Starts a release execution; false if one of that name has been started before. */
  start(name: string, input: object): Promise<boolean>;
  /** The same of a rollback by hand. */
  startRollback(name: string, input: object): Promise<boolean>;
  /** The ARN that an execution of that name has, which rolls back by hand. */
  rollbackExecution(name: string): string;
  /** Has a team's function called once, by an execution of its own; resolves to that one's ARN. */
  startCall(name: string, input: object): Promise<string>;
  /** How such an execution ended; undefined while it runs. */
  endOfCall(executionArn: string): Promise<ExecutionEnd | undefined>;
  /** Answers a token; one that is answered, expired or gone is already decided, which is not an error. */
  answer(token: string, output: object): Promise<void>;
  /** Fails a token: its state's retriers and catchers go on from there. */
  fail(token: string, error: FailureCode, cause: string): Promise<void>;
  /** Ends an execution, and with it what it has started; one that has ended stays as it is. */
  stop(executionArn: string, error: string, cause: string): Promise<void>;
  /** The ARNs of the release executions that run, as far as AWS's list knows by now: at least those asked for. */
  running(asked?: ReadonlySet<string>): Promise<Set<string>>;
  /** How the execution ended; undefined while it runs. One that AWS no longer knows is `GONE`. */
  endOf(executionArn: string): Promise<ExecutionEnd | undefined>;
}

export interface ExecutionEnd {
  readonly status: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly output?: string | undefined;
}

/** Where the release machine is asked for. */
interface Machine {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
}

export function stepFunctions(
  settings: SdkSettings,
  clock: Clock,
  releaseMachineArn: string,
): Workflows {
  const configuration = configurationFor(settings, clock, settings.home.region);
  const client = clientOf(settings, configuration, () => new SFNClient(configuration as object));
  const machine = { client, stateMachineArn: releaseMachineArn };
  // All are named by `serverless.yml`.
  const back = releaseMachineArn.replace(':tidegate-release-', ':tidegate-rollback-');
  const call = releaseMachineArn.replace(':tidegate-release-', ':tidegate-call-');
  return {
    start: (name, input) => start(live(machine), name, input),
    startRollback: (name, input) => start(live({ client, stateMachineArn: back }), name, input),
    rollbackExecution: (name) => executionOf(back, name),
    endOfCall: (executionArn) => endOf(machine, executionArn),
    startCall: async (name, input) => {
      await start({ client, stateMachineArn: call }, name, input);
      return executionOf(call, name);
    },
    answer: (token, output) => answer(machine, token, output),
    fail: (token, error, cause) => fail(machine, token, { error, cause }),
    stop: (executionArn, error, cause) => stop(machine, { executionArn, error, cause }),
    running: (asked) => running(machine, asked),
    endOf: (executionArn) => endOf(machine, executionArn),
  };
}

function executionOf(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

/** By the alias that each deployment moves. */
function live({ client, stateMachineArn }: Machine): Machine {
  return { client, stateMachineArn: `${stateMachineArn}:live` };
}

async function start(
  { client, stateMachineArn }: Machine,
  name: string,
  input: object,
): Promise<boolean> {
  const command = new StartExecutionCommand({
    stateMachineArn,
    name,
    input: JSON.stringify(input),
  });
  try {
    await client.send(command);
    return true;
  } catch (thrown) {
    if (nameOf(thrown) === 'ExecutionAlreadyExists') return false;
    return translated(`starting execution ${name}`, Promise.reject(thrown));
  }
}

const DECIDED = ['TaskTimedOut', 'TaskDoesNotExist'];

async function answer({ client }: Machine, taskToken: string, output: object): Promise<void> {
  const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
  await unlessDecided(client.send(command));
}

async function fail(
  { client }: Machine,
  taskToken: string,
  how: { readonly error: string; readonly cause: string },
): Promise<void> {
  await unlessDecided(client.send(new SendTaskFailureCommand({ taskToken, ...how })));
}

async function unlessDecided(answering: Promise<unknown>): Promise<void> {
  try {
    await answering;
  } catch (thrown) {
    if (!DECIDED.includes(nameOf(thrown)))
      await translated('answering a task token', Promise.reject(thrown));
  }
}

async function stop(
  { client }: Machine,
  asked: { readonly executionArn: string; readonly error: string; readonly cause: string },
): Promise<void> {
  try {
    await client.send(new StopExecutionCommand(asked));
  } catch (thrown) {
    if (nameOf(thrown) !== 'ExecutionDoesNotExist')
      await translated(`stopping execution ${asked.executionArn}`, Promise.reject(thrown));
  }
}

/** The list is left where it has told of all that are asked for. */
async function running(
  { client, stateMachineArn }: Machine,
  asked?: ReadonlySet<string>,
): Promise<Set<string>> {
  const found = new Set<string>();
  let nextToken: string | undefined;
  do {
    const command = new ListExecutionsCommand({
      stateMachineArn,
      statusFilter: 'RUNNING',
      maxResults: 1000,
      ...(nextToken && { nextToken }),
    });
    const page = await translated('listing release executions', client.send(command));
    for (const { executionArn } of page.executions ?? []) if (executionArn) found.add(executionArn);
    nextToken = page.nextToken;
  } while (nextToken && !(asked && [...asked].every((each) => found.has(each))));
  return found;
}

async function endOf({ client }: Machine, executionArn: string): Promise<ExecutionEnd | undefined> {
  try {
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    const { status = 'GONE', error, cause, output } = described;
    const isRunning = status === 'RUNNING' || status === 'PENDING_REDRIVE';
    return isRunning ? undefined : { status, error, cause, output };
  } catch (thrown) {
    if (nameOf(thrown) === 'ExecutionDoesNotExist') return { status: 'GONE' };
    return translated(`reading execution ${executionArn}`, Promise.reject(thrown));
  }
}
