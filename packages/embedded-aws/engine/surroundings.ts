// What a state's expressions see: `$states`, the context object, the variables.

import type { Execution } from './execution.ts';
import type { Surroundings } from './expressions/seen.ts';
import { evaluateTemplate, type Template } from './expressions/template.ts';
import type { Json, JsonObject } from './json.ts';
import type { Visit } from './strand.ts';

/** The parts of `$states` that exist only at some places. */
export interface Extra {
  readonly result?: Json;
  readonly errorOutput?: JsonObject;
  /** `$states.context.Map.Item`, in an ItemSelector. */
  readonly item?: JsonObject;
}

const EMPTY: Extra = {};

export function surroundings(visit: Visit, extra: Extra = EMPTY): Surroundings {
  return {
    states: () => statesObject(visit, extra),
    input: visit.input,
    result: extra.result,
    scope: visit.strand.scope,
    world: visit.strand.runtime.world,
  };
}

function statesObject(visit: Visit, { result, errorOutput, item }: Extra): object {
  let context: Json | undefined;
  const states: Record<string, unknown> = {
    input: visit.input,
    get context() {
      context ??= contextObject(visit, item);
      return context;
    },
  };
  if (result !== undefined) states.result = result;
  if (errorOutput !== undefined) states.errorOutput = errorOutput;
  return states;
}

/** A template's value for a state; a constant one needs no surroundings, and most are constant. */
export function valueFor(visit: Visit, template: Template): Json {
  if (template.kind === 'constant') return template.value;
  return evaluateTemplate(template, surroundings(visit));
}

function contextObject(visit: Visit, item: JsonObject | undefined): JsonObject {
  const { execution } = visit.strand;
  const { stateMachineArn, stateMachineName } = execution.revision;
  return {
    Execution: executionContext(execution),
    StateMachine: { Id: stateMachineArn, Name: stateMachineName },
    State: {
      Name: visit.state.name,
      EnteredTime: isoTime(visit.enteredAt),
      // AWS counts where something can be tried again, and has no such field elsewhere.
      ...('retriers' in visit.state ? { RetryCount: visit.retryCount } : {}),
    },
    ...(visit.token === undefined ? {} : { Task: { Token: visit.token } }),
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
}

function executionContext(execution: Execution): JsonObject {
  return {
    Id: execution.arn,
    Input: execution.input,
    Name: execution.name,
    RoleArn: execution.revision.roleArn,
    StartTime: isoTime(execution.startedAt),
    RedriveCount: 0,
  };
}

function isoTime(millis: number): string {
  return new Date(millis).toISOString();
}
