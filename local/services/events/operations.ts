// EventBridge's API actions.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { isTooDeep } from '../../json-depth.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { type Emit, eventTime } from './event.ts';
import type { Rule, RuleDefinition } from './events.ts';
import { readPattern } from './pattern.ts';
import type { Target } from './target.ts';

const Entry = z.object({
  Time: time.optional(),
  Source: text.optional(),
  Resources: z.array(text).optional(),
  DetailType: text.optional(),
  Detail: text.optional(),
  EventBusName: text.optional(),
});
const PutEvents = z.object({ Entries: z.array(Entry).min(1).max(10) });
const RuleName = text.max(64);
const PutRule = z.object({
  Name: RuleName,
  EventPattern: text.max(4096).optional(),
  ScheduleExpression: text.max(256).optional(),
  State: z.string().optional(),
});
const PutTargets = z.object({
  Rule: RuleName,
  Targets: z.array(
    z.object({
      Id: text,
      Arn: text,
      Input: text.optional(),
      InputPath: text.optional(),
      InputTransformer: z
        .object({ InputPathsMap: z.record(text, text).optional(), InputTemplate: text })
        .optional(),
      DeadLetterConfig: z.object({ Arn: text.optional() }).optional(),
      RetryPolicy: z
        .object({
          MaximumRetryAttempts: number.optional(),
          MaximumEventAgeInSeconds: number.optional(),
        })
        .optional(),
    }),
  ),
});
const Named = z.object({ Name: RuleName });
const ByRule = z.object({ Rule: RuleName });
const RemoveTargets = ByRule.extend({ Ids: z.array(text).min(1).max(100) });
const ListRules = z.object({
  NamePrefix: RuleName.optional(),
  Limit: number.pipe(z.int().min(1).max(100)).default(100),
  NextToken: text.optional(),
});
const TestPattern = z.object({ EventPattern: text, Event: text });

interface Parts {
  readonly clock: VirtualClock;
  readonly emit: Emit;
  putRule(rule: RuleDefinition): void;
  removeRule(name: string, place: Place): void;
  rulesAt(place: Place): Map<string, Rule>;
}

export function eventsOperations(parts: Parts): Record<string, Operation> {
  return { PutEvents: putEvents(parts), ...ruleOperations(parts), ...targetOperations(parts) };
}

/** Each entry stands or falls alone; a bus that does not exist swallows its events. */
function putEvents({ clock, emit }: Parts): Operation {
  return (input, call) => {
    const entries = parseInput(PutEvents, input).Entries.map((entry) =>
      putEntry(entry, call, emit, clock),
    );
    return {
      FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length,
      Entries: entries,
    };
  };
}

function putEntry(
  entry: z.infer<typeof Entry>,
  { account, region, requestId }: Call,
  emit: Emit,
  clock: VirtualClock,
) {
  const refusal = whyNot(entry);
  if (refusal) return refusal;
  const { Source, DetailType, Detail, Resources = [], Time, EventBusName = 'default' } = entry;
  if (EventBusName !== 'default' && !EventBusName.endsWith('/default'))
    return { EventId: requestId };
  const event = {
    source: Source!,
    'detail-type': DetailType!,
    detail: JSON.parse(Detail!) as unknown,
  };
  const time = eventTime(Time ?? clock.now());
  return { EventId: emit({ ...event, account, region, resources: Resources, time }) };
}

function whyNot({ Source, DetailType, Detail }: z.infer<typeof Entry>) {
  const missing = (name: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (!Detail) return missing('Detail');
  if (/^\s*\{/.test(Detail) && isJson(Detail)) return undefined;
  return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isJson(text: string): boolean {
  if (isTooDeep(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function ruleOperations({ putRule, removeRule, rulesAt }: Parts): Record<string, Operation> {
  return {
    PutRule: (input, call) => {
      const { Name, EventPattern, ScheduleExpression, State } = parseInput(PutRule, input);
      putRule({
        name: Name,
        account: call.account,
        region: call.region,
        enabled: State !== 'DISABLED',
        targets: rulesAt(call).get(Name)?.targets ?? [],
        ...(EventPattern && { pattern: EventPattern }),
        ...(ScheduleExpression && { schedule: ScheduleExpression }),
      });
      return { RuleArn: ruleAt(rulesAt(call), Name).arn };
    },
    DescribeRule: (input, call) => ruleForm(ruleAt(rulesAt(call), parseInput(Named, input).Name)),
    DeleteRule: (input, call) => removeRule(parseInput(Named, input).Name, call),
    EnableRule: (input, call) =>
      enable(ruleAt(rulesAt(call), parseInput(Named, input).Name), true, putRule),
    DisableRule: (input, call) =>
      enable(ruleAt(rulesAt(call), parseInput(Named, input).Name), false, putRule),
    ListRules: (input, call) => {
      const { NamePrefix = '', Limit, NextToken } = parseInput(ListRules, input);
      const found = [...rulesAt(call).values()].filter(({ name }) => name.startsWith(NamePrefix));
      const page = pageOf(found, Limit, NextToken, 'ValidationException');
      return { Rules: page.items.map(ruleForm), NextToken: page.nextToken };
    },
    TestEventPattern: (input) => {
      const { EventPattern, Event } = parseInput(TestPattern, input);
      if (!isJson(Event))
        throw new AwsError('ValidationException', 'Parameter Event is not valid JSON.');
      return { Result: readPattern(EventPattern)(JSON.parse(Event)) };
    },
  };
}

function targetOperations({ putRule, rulesAt }: Parts): Record<string, Operation> {
  return {
    PutTargets: (input, call) => {
      const { Rule, Targets } = parseInput(PutTargets, input);
      const rule = ruleAt(rulesAt(call), Rule);
      const ids = new Set(Targets.map(({ Id }) => Id));
      const kept = rule.targets.filter(({ id }) => !ids.has(id));
      if (kept.length + Targets.length > 5) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed: 5 targets for a rule.',
        );
      }
      putRule({ ...rule, targets: [...kept, ...Targets.map(targetFrom)] });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets: (input, call) => {
      const { Rule, Ids } = parseInput(RemoveTargets, input);
      const rule = ruleAt(rulesAt(call), Rule);
      putRule({ ...rule, targets: rule.targets.filter(({ id }) => !Ids.includes(id)) });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    ListTargetsByRule: (input, call) => {
      const { targets } = ruleAt(rulesAt(call), parseInput(ByRule, input).Rule);
      return { Targets: targets.map(({ id, arn }) => ({ Id: id, Arn: arn })) };
    },
  };
}

function ruleAt(rules: Map<string, Rule>, name: string): Rule {
  const rule = rules.get(name);
  if (!rule)
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus default.`,
    );
  return rule;
}

function enable(rule: Rule, enabled: boolean, putRule: (rule: RuleDefinition) => void): void {
  putRule({ ...rule, enabled });
}

function ruleForm({ name, arn, pattern, schedule, enabled }: Rule) {
  return {
    Name: name,
    Arn: arn,
    ...(pattern !== undefined && {
      EventPattern: typeof pattern === 'string' ? pattern : JSON.stringify(pattern),
    }),
    ...(schedule && { ScheduleExpression: schedule }),
    State: enabled === false ? 'DISABLED' : 'ENABLED',
    EventBusName: 'default',
  };
}

type TargetInput = z.infer<typeof PutTargets>['Targets'][number];

function targetFrom(given: TargetInput): Target {
  const { InputTransformer: transformer, RetryPolicy: retry } = given;
  const paths = transformer?.InputPathsMap;
  return {
    id: given.Id,
    arn: given.Arn,
    ...(given.Input && { input: given.Input }),
    ...(given.InputPath && { inputPath: given.InputPath }),
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
