// EventBridge's API actions on the targets of rules.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { isJson } from './put-events.ts';
import { putRule } from './put-rule.ts';
import { ruleAt } from './rule-operations.ts';
import type { EventsState } from './state.ts';
import { refusePath, type Target } from './target.ts';

const TargetInput = z.object({
  Id: text,
  Arn: text,
  RoleArn: text.optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(text, z.string()).optional(), InputTemplate: text })
    .optional(),
  DeadLetterConfig: z.object({ Arn: text.optional() }).optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: number.optional(),
      MaximumEventAgeInSeconds: number.optional(),
    })
    .optional(),
});
const ByRule = z.object({ Rule: text, EventBusName: text.optional() });
const PutTargets = ByRule.extend({ Targets: z.array(TargetInput) });
const RemoveTargets = ByRule.extend({ Ids: z.array(text) });
const ListTargets = ByRule.extend({ Limit: number.default(100), NextToken: text.optional() });

const MOST_TARGETS = 5;

export function targetOperations(state: EventsState): Record<string, Operation> {
  const { buses } = state;
  return {
    PutTargets: (input, call) => {
      const { Rule, Targets, EventBusName } = parseInput(PutTargets, input);
      const rule = ruleAt(buses.at(call, EventBusName), Rule);
      for (const target of Targets) refuseTarget(target);
      const ids = new Set(Targets.map(({ Id }) => Id));
      const kept = rule.targets.filter(({ id }) => !ids.has(id));
      if (kept.length + Targets.length > MOST_TARGETS) {
        throw new AwsError(
          'LimitExceededException',
          `The requested resource exceeds the maximum number allowed: ${MOST_TARGETS} targets for a rule.`,
        );
      }
      putRule(state, { ...rule, targets: [...kept, ...Targets.map(targetFrom)] });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets: (input, call) => {
      const { Rule, Ids, EventBusName } = parseInput(RemoveTargets, input);
      const rule = ruleAt(buses.at(call, EventBusName), Rule);
      putRule(state, { ...rule, targets: rule.targets.filter(({ id }) => !Ids.includes(id)) });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    ListTargetsByRule: (input, call) => {
      const { Rule, EventBusName, Limit, NextToken } = parseInput(ListTargets, input);
      const { targets } = ruleAt(buses.at(call, EventBusName), Rule);
      const page = pageOf(targets, Limit, NextToken, 'ValidationException');
      return { Targets: page.items.map(targetForm), NextToken: page.nextToken };
    },
  };
}

type Given = z.infer<typeof TargetInput>;

function refuseTarget({ Id, Arn, Input, InputPath, InputTransformer }: Given): void {
  const given = [Input, InputPath, InputTransformer].filter((each) => each !== undefined);
  if (given.length > 1)
    throw invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  if (!/^arn:aws[\w-]*:[^:]+:[^:]*:[^:]*:.+/.test(Arn))
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (Input !== undefined && !isJson(Input))
    throw invalid(`JSON syntax error in input for target ${Id}.`);
  for (const path of [InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})])
    if (path !== undefined) refusePath(path, Id);
  if (InputTransformer) refuseUnknownNames(InputTransformer, Id);
}

/** A template may name what its map has, and what EventBridge itself knows. */
function refuseUnknownNames(
  { InputTemplate, InputPathsMap = {} }: NonNullable<Given['InputTransformer']>,
  id: string,
): void {
  const names = [...InputTemplate.matchAll(/<([\w.-]+)>/g)].map(([, name = '']) => name);
  const unknown = names.filter(
    (name) => !name.startsWith('aws.events.') && !Object.hasOwn(InputPathsMap, name),
  );
  if (unknown.length > 0)
    throw invalid(
      `Invalid InputTemplate for target ${id} : [Placeholder ${unknown.join(', ')} is not in InputPathsMap].`,
    );
}

function targetFrom(given: Given): Target {
  const { InputTransformer: transformer, RetryPolicy: retry } = given;
  const paths = transformer?.InputPathsMap;
  return {
    id: given.Id,
    arn: given.Arn,
    ...(given.RoleArn && { roleArn: given.RoleArn }),
    ...(given.Input !== undefined && { input: given.Input }),
    ...(given.InputPath !== undefined && { inputPath: given.InputPath }),
    ...(transformer && {
      inputTransformer: {
        inputTemplate: transformer.InputTemplate,
        ...(paths && { inputPathsMap: paths }),
      },
    }),
    ...(retry && {
      retryPolicy: {
        ...(retry.MaximumRetryAttempts !== undefined && {
          maximumRetryAttempts: retry.MaximumRetryAttempts,
        }),
        ...(retry.MaximumEventAgeInSeconds !== undefined && {
          maximumEventAgeInSeconds: retry.MaximumEventAgeInSeconds,
        }),
      },
    }),
    ...(given.DeadLetterConfig?.Arn && { deadLetterArn: given.DeadLetterConfig.Arn }),
  };
}

function targetForm(target: Target) {
  const { inputTransformer: transformer, retryPolicy: retry, deadLetterArn } = target;
  return {
    Id: target.id,
    Arn: target.arn,
    RoleArn: target.roleArn,
    Input: target.input,
    InputPath: target.inputPath,
    InputTransformer: transformer && {
      InputPathsMap: transformer.inputPathsMap,
      InputTemplate: transformer.inputTemplate,
    },
    DeadLetterConfig: deadLetterArn ? { Arn: deadLetterArn } : undefined,
    RetryPolicy: retry && {
      MaximumRetryAttempts: retry.maximumRetryAttempts,
      MaximumEventAgeInSeconds: retry.maximumEventAgeInSeconds,
    },
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
