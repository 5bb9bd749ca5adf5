// Both engines behind one function: play this work once, and say whether it succeeded.

import { virtualClock } from '@tidegate/embedded-aws/clock';
import { stepFunctions } from '@tidegate/embedded-aws/engine/step-functions';
import { StateMachine, type StateMachineOptions } from 'aws-local-stepfunctions';
import type { Work } from './work.ts';

/** A run that is ready; the other engine parses its definition before it, so ours does too. */
export type Run = () => Promise<boolean>;

export const CALL = { account: '111111111111', region: 'us-east-1', requestId: 'bench' };

export function newEngine() {
  const clock = virtualClock({ startAt: new Date('2026-01-01T00:00:00Z'), seed: 1 });
  const engine = stepFunctions({
    clock,
    host: {
      invokeFunction: async (_name, payload) => ({ payload, executedVersion: '$LATEST' }),
      callService: async () => ({}),
      emit: () => {},
    },
  });
  const call = (action: string, input: object) =>
    engine.service.operations[action]!(input, CALL) as Record<string, string>;
  return { clock, engine, call };
}

export function ours({ jsonata, input }: Work): Run {
  const { clock, call } = newEngine();
  const roleArn = 'arn:aws:iam::111111111111:role/bench';
  const definition = JSON.stringify(jsonata);
  const { stateMachineArn } = call('CreateStateMachine', { name: 'bench', roleArn, definition });
  return async () => {
    const { executionArn } = call('StartExecution', {
      stateMachineArn,
      input: JSON.stringify(input),
    });
    await clock.play();
    return call('DescribeExecution', { executionArn }).status === 'SUCCEEDED';
  };
}

type Definition = ConstructorParameters<typeof StateMachine>[0];

export function theirs({ jsonPath, input, waits }: Work): Run {
  // It writes into the definition that it is given.
  const machine = new StateMachine(
    structuredClone(jsonPath) as Definition,
    {} as StateMachineOptions,
  );
  const answer = async (received: unknown) => received;
  const names = JSON.stringify(jsonPath).match(/Work( \d+)?/g) ?? [];
  const taskResourceLocalHandlers = Object.fromEntries(names.map((name) => [name, answer]));
  const overrides = { taskResourceLocalHandlers, waitTimeOverrides: { ...waits } };
  return async () => {
    await machine.run(
      input as Parameters<typeof machine.run>[0],
      {
        overrides,
      } as Parameters<typeof machine.run>[1],
    ).result;
    return true;
  };
}
