// Deployment machines that others have published, as far as they matter to what a deployment costs: which states they
// enter once, which again at each poll, and how far apart those are. Walked on our engine, and not quoted.

import { virtualClock } from '@tidegate/embedded-aws/clock';
import { stepFunctions } from '@tidegate/embedded-aws/engine/step-functions';
import { CALL } from './engines.ts';

export interface Peer {
  readonly name: string;
  /** States that call a function, and others, which are entered once; where there are polls, beside the end. */
  readonly once: { readonly tasks: number; readonly others: number };
  /** The same of those that are entered at each poll, beside the wait and the question whether it is over. */
  readonly poll?: { readonly seconds: number; readonly tasks: number; readonly others: number };
}

/** Each with one deployment that bakes for an hour. */
export const PEERS: readonly Peer[] = [
  {
    name: 'coinbase/fenrir, polls every 5 s',
    once: { tasks: 6, others: 3 },
    poll: { seconds: 5, tasks: 1, others: 0 },
  },
  {
    name: 'savaki/aws-deployer, every 15 s',
    once: { tasks: 11, others: 4 },
    poll: { seconds: 15, tasks: 1, others: 0 },
  },
  {
    name: 'aws-lambda-deploy, every minute',
    once: { tasks: 2, others: 0 },
    poll: { seconds: 60, tasks: 2, others: 1 },
  },
  {
    name: 'mauritz.dev’s bake, every minute',
    once: { tasks: 0, others: 2 },
    poll: { seconds: 60, tasks: 0, others: 1 },
  },
  {
    name: 'coinbase/odin, every minute',
    once: { tasks: 5, others: 1 },
    poll: { seconds: 60, tasks: 1, others: 0 },
  },
  { name: 'coinbase/odin, one wait: unwatched', once: { tasks: 7, others: 6 } },
];

const BAKE_SECONDS = 3_600;

export interface Walked {
  readonly transitions: number;
  readonly invocations: number;
}

export async function walk(peer: Peer): Promise<Walked> {
  const clock = virtualClock({ startAt: new Date('2026-01-01T00:00:00Z'), seed: 1 });
  let invocations = 0;
  const engine = stepFunctions({
    clock,
    host: {
      invokeFunction: async (_name, payload) => {
        invocations += 1;
        return { payload, executedVersion: '$LATEST' };
      },
      callService: async () => ({}),
      emit: () => {},
    },
  });
  const call = (action: string, input: object) =>
    engine.service.operations[action]!(input, CALL) as Record<string, string>;
  const definition = JSON.stringify(machineOf(peer));
  const roleArn = 'arn:aws:iam::111111111111:role/bench';
  const { stateMachineArn } = call('CreateStateMachine', { name: 'peer', roleArn, definition });
  const { executionArn } = call('StartExecution', { stateMachineArn, input: '{}' });
  await clock.play();
  const { status } = call('DescribeExecution', { executionArn });
  if (status !== 'SUCCEEDED') throw new Error(`Expected ${peer.name} to succeed, got ${status}.`);
  return { transitions: engine.statistics().transitions, invocations };
}

const TASK = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload: {} },
  Output: {},
};

/** What is entered once, one after the other; then the wait, what is asked, and the question whether it is over. */
function machineOf({ once, poll }: Peer): object {
  const first = statesOf('Once', once);
  const loop = poll
    ? [['Wait', { Type: 'Wait', Seconds: poll.seconds }], ...statesOf('Poll', poll)]
    : [];
  const named = [...first, ...loop] as [string, object][];
  const last = poll ? 'Over?' : undefined;
  const States = Object.fromEntries(
    named.map(([name, state], at) => {
      const next = named[at + 1]?.[0] ?? last;
      const counts = name === 'Wait' ? { Assign: { polls: '{% $polls + 1 %}' } } : {};
      const starts = at === 0 ? { Assign: { polls: 0 } } : {};
      return [name, { ...state, ...counts, ...starts, ...(next ? { Next: next } : { End: true }) }];
    }),
  );
  const over = poll && {
    'Over?': {
      Type: 'Choice',
      Choices: [{ Condition: `{% $polls < ${BAKE_SECONDS / poll.seconds} %}`, Next: 'Wait' }],
      Default: 'End',
    },
    End: { Type: 'Succeed' },
  };
  return { QueryLanguage: 'JSONata', StartAt: named[0]![0], States: { ...States, ...over } };
}

function statesOf(prefix: string, { tasks, others }: Peer['once']): [string, object][] {
  const made = (count: number, kind: string, state: object) =>
    Array.from({ length: count }, (_, at): [string, object] => [`${prefix} ${kind} ${at}`, state]);
  return [...made(others, 'pass', { Type: 'Pass' }), ...made(tasks, 'task', TASK)];
}
