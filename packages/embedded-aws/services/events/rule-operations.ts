// EventBridge's API actions on rules.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type Bus, DEFAULT_BUS } from './buses.ts';
import type { Parts } from './operations.ts';
import { readPattern } from './pattern.ts';
import { isJson } from './put-events.ts';
import type { Rule } from './rules.ts';

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
const TestPattern = z.object({ EventPattern: text, Event: text });

const MOST_RULES = 300;

export function ruleOperations(parts: Parts): Record<string, Operation> {
  const { buses, putRule, removeRule } = parts;
  const find = (input: unknown, call: Call) => {
    const { Name, EventBusName } = parseInput(Named, input);
    return ruleAt(buses.at(call, EventBusName), Name);
  };
  return {
    PutRule: (input, call) => put(parts, parseInput(PutRule, input), call),
    DescribeRule: (input, call) => ({ ...ruleForm(find(input, call)), CreatedBy: call.account }),
    DeleteRule: (input, call) => {
      const { Name, EventBusName } = parseInput(Named, input);
      const bus = buses.at(call, EventBusName);
      if ((bus.rules.get(Name)?.targets.length ?? 0) > 0)
        throw invalid("Rule can't be deleted since it has targets.");
      removeRule(Name, bus, bus.name);
    },
    EnableRule: (input, call) => putRule({ ...find(input, call), enabled: true }),
    DisableRule: (input, call) => putRule({ ...find(input, call), enabled: false }),
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
    TestEventPattern: (input) => {
      const { EventPattern, Event } = parseInput(TestPattern, input);
      if (!isJson(Event)) throw invalid('Parameter Event is not valid JSON.');
      return { Result: readPattern(EventPattern)(JSON.parse(Event)) };
    },
  };
}

/** A rule that is put again keeps its targets and nothing else. */
function put({ buses, putRule }: Parts, given: z.infer<typeof PutRule>, call: Call) {
  const { Name, EventPattern, ScheduleExpression } = given;
  const { account, region, name: busName, rules } = buses.at(call, given.EventBusName);
  if (!EventPattern && !ScheduleExpression)
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (ScheduleExpression && busName !== DEFAULT_BUS)
    throw invalid('ScheduleExpression is supported only on the default event bus.');
  if (!rules.has(Name) && rules.size >= MOST_RULES)
    throw new AwsError(
      'LimitExceededException',
      `The requested resource exceeds the maximum number allowed: ${MOST_RULES} rules on a bus.`,
    );
  putRule({
    name: Name,
    account,
    region,
    busName,
    enabled: given.State !== 'DISABLED',
    description: given.Description,
    roleArn: given.RoleArn,
    targets: rules.get(Name)?.targets ?? [],
    ...(EventPattern && { pattern: EventPattern }),
    ...(ScheduleExpression && { schedule: ScheduleExpression }),
  });
  return { RuleArn: rules.get(Name)!.arn };
}

export function ruleAt({ rules, name: busName }: Bus, name: string): Rule {
  const rule = rules.get(name);
  if (rule) return rule;
  throw new AwsError(
    'ResourceNotFoundException',
    `Rule ${name} does not exist on EventBus ${busName}.`,
  );
}

function ruleForm(rule: Rule) {
  const { name, arn, pattern, schedule, enabled, description, roleArn, busName } = rule;
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
    EventBusName: busName ?? DEFAULT_BUS,
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
