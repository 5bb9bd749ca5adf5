// EventBridge's API actions on rules.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type Bus, DEFAULT_BUS } from './buses.ts';
import { putRule, removeRule } from './put-rule.ts';
import type { Rule } from './rules.ts';
import type { EventsState } from './state.ts';

const OnBus = z.object({ EventBusName: text.optional() });
const PutRule = OnBus.extend({
  Name: text,
  EventPattern: text.optional(),
  ScheduleExpression: text.optional(),
  State: z.string().optional(),
  Description: z.string().optional(),
  RoleArn: text.optional(),
});
const Named = OnBus.extend({ Name: text });
const Paged = OnBus.extend({ Limit: number.default(100), NextToken: text.optional() });
const ListRules = Paged.extend({ NamePrefix: z.string().default('') });
const ByTarget = Paged.extend({ TargetArn: text });

const MOST_RULES = 300;

export function ruleOperations(state: EventsState): Record<string, Operation> {
  const { buses } = state;
  const find = (input: unknown, call: Call) => {
    const { Name, EventBusName } = parseInput(Named, input);
    return ruleAt(buses.at(call, EventBusName), Name);
  };
  return {
    PutRule: (input, call) => put(state, parseInput(PutRule, input), call),
    DescribeRule: (input, call) => ({ ...ruleForm(find(input, call)), CreatedBy: call.account }),
    DeleteRule: (input, call) => {
      const { Name, EventBusName } = parseInput(Named, input);
      const bus = buses.at(call, EventBusName);
      if ((bus.rules.get(Name)?.targets.length ?? 0) > 0)
        throw invalid("Rule can't be deleted since it has targets.");
      removeRule(state, Name, bus);
    },
    ListRules: (input, call) => {
      const { NamePrefix, Limit, NextToken, EventBusName } = parseInput(ListRules, input);
      const { rules } = buses.at(call, EventBusName);
      const found = [...rules.values()].filter(({ name }) => name.startsWith(NamePrefix));
      const page = pageOf(found, Limit, NextToken, 'ValidationException');
      return { Rules: page.items.map(ruleForm), NextToken: page.nextToken };
    },
    ListRuleNamesByTarget: (input, call) => {
      const { TargetArn, Limit, NextToken, EventBusName } = parseInput(ByTarget, input);
      const found = [...buses.at(call, EventBusName).rules.values()].filter(({ targets }) =>
        targets.some(({ arn }) => arn === TargetArn),
      );
      const page = pageOf(found, Limit, NextToken, 'ValidationException');
      return { RuleNames: page.items.map(({ name }) => name), NextToken: page.nextToken };
    },
  };
}

/** A rule that is put again keeps its targets and nothing else. */
function put(state: EventsState, given: z.infer<typeof PutRule>, call: Call) {
  const { Name, EventPattern, ScheduleExpression } = given;
  const { account, region, rules } = state.buses.at(call, given.EventBusName);
  if (!EventPattern && !ScheduleExpression)
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (!rules.has(Name) && rules.size >= MOST_RULES)
    throw new AwsError(
      'LimitExceededException',
      `The requested resource exceeds the maximum number allowed: ${MOST_RULES} rules on a bus.`,
    );
  const { arn } = putRule(state, {
    name: Name,
    account,
    region,
    enabled: given.State !== 'DISABLED',
    description: given.Description,
    roleArn: given.RoleArn,
    targets: rules.get(Name)?.targets ?? [],
    ...(EventPattern && { pattern: EventPattern }),
    ...(ScheduleExpression && { schedule: ScheduleExpression }),
  });
  return { RuleArn: arn };
}

export function ruleAt({ rules }: Bus, name: string): Rule {
  const rule = rules.get(name);
  if (rule) return rule;
  throw new AwsError(
    'ResourceNotFoundException',
    `Rule ${name} does not exist on EventBus ${DEFAULT_BUS}.`,
  );
}

function ruleForm(rule: Rule) {
  const { name, arn, pattern, schedule, enabled, description, roleArn } = rule;
  return {
    Name: name,
    Arn: arn,
    ...(pattern !== undefined && {
      EventPattern: typeof pattern === 'string' ? pattern : JSON.stringify(pattern),
    }),
    ...(schedule && { ScheduleExpression: schedule }),
    State: enabled === false ? 'DISABLED' : 'ENABLED',
    ...(description && { Description: description }),
    ...(roleArn && { RoleArn: roleArn }),
    EventBusName: DEFAULT_BUS,
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
