// EventBridge's API actions on the targets of rules.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { putRule } from './put-rule.ts';
import { ruleAt } from './rule-operations.ts';
import type { EventsState } from './state.ts';
import type { Target } from './target.ts';

const TargetInput = z.object({
  Id: text,
  Arn: text,
  RoleArn: text.optional(),
  Input: z.unknown().optional(),
  InputPath: z.unknown().optional(),
  InputTransformer: z.unknown().optional(),
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
  const form = Object.entries({ Input, InputPath, InputTransformer }).find(
    ([, given]) => given !== undefined,
  );
  if (form)
    throw invalid(`${form[0]} of target ${Id} is not simulated: a target gets the event as it is.`);
  if (!/^arn:aws[\w-]*:[^:]+:[^:]*:[^:]*:.+/.test(Arn))
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
}

function targetFrom(given: Given): Target {
  const { RetryPolicy: retry } = given;
  return {
    id: given.Id,
    arn: given.Arn,
    ...(given.RoleArn && { roleArn: given.RoleArn }),
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
  const { retryPolicy: retry, deadLetterArn } = target;
  return {
    Id: target.id,
    Arn: target.arn,
    RoleArn: target.roleArn,
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
