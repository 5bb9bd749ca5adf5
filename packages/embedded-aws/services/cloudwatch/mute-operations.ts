// CloudWatch's API actions about mute rules.

import * as z from 'zod';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput, text, time } from '../input.ts';
import type { Alarms } from './alarm-states.ts';
import { type MuteRule, muteStatusOf } from './mute-rule.ts';

const Put = z.object({
  Name: text,
  Description: z.string().optional(),
  Rule: z.object({
    Schedule: z.object({
      Expression: text,
      Duration: text,
      // Times elsewhere are not simulated.
      Timezone: z.literal('UTC').default('UTC'),
    }),
  }),
  MuteTargets: z.object({ AlarmNames: z.array(text) }).default({ AlarmNames: [] }),
  StartDate: time.optional(),
  ExpireDate: time.optional(),
});
const Named = z.object({ AlarmMuteRuleName: text });
const Listed = z.object({
  AlarmName: z.string().optional(),
  Statuses: z.array(z.string()).optional(),
});

const LONGEST_MILLIS = 15 * 86_400_000;

export function muteOperations(now: () => Date, alarms: Alarms): Record<string, Operation> {
  const find = (name: string, call: Call) =>
    alarms.muteRules(call).find((rule) => rule.name === name);
  const facts = (rule: MuteRule) => ({
    AlarmMuteRuleArn: arnOf(rule),
    Status: muteStatusOf(rule, now().getTime()),
    MuteType: 'ONE_TIME',
    LastUpdatedTimestamp: rule.updatedAt,
  });

  return {
    PutAlarmMuteRule(input, call) {
      alarms.putMuteRule(ruleFrom(parse(Put, input), call, now()));
      return {};
    },
    GetAlarmMuteRule(input, call) {
      const { AlarmMuteRuleName: name } = parse(Named, input);
      const found = find(name, call);
      if (!found)
        throw new AwsError('ResourceNotFoundException', `Mute rule ${name} does not exist`, 404);
      return {
        ...facts(found),
        Name: found.name,
        Description: found.description,
        Rule: { Schedule: { Expression: found.expression, Duration: found.duration } },
        MuteTargets: { AlarmNames: found.alarms },
      };
    },
    ListAlarmMuteRules(input, call) {
      const { AlarmName, Statuses } = parse(Listed, input);
      const rules = alarms
        .muteRules(call)
        .filter((rule) => AlarmName === undefined || rule.alarms.includes(AlarmName))
        .map(facts)
        .filter(({ Status }) => Statuses === undefined || Statuses.includes(Status));
      return { AlarmMuteRuleSummaries: rules };
    },
    /** One that is not there is no error. */
    DeleteAlarmMuteRule(input, call) {
      alarms.dropMuteRule(parse(Named, input).AlarmMuteRuleName, call);
      return {};
    },
  };
}

const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2})\)$/;
const DURATION = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/;

function ruleFrom(given: z.infer<typeof Put>, call: Call, now: Date): MuteRule {
  const { Expression: expression, Duration: duration } = given.Rule.Schedule;
  const start = Date.parse(`${AT.exec(expression)?.[1]}Z`);
  if (Number.isNaN(start))
    throw invalid(`Schedule expression ${expression} is not one that is simulated: at(…)`);
  const [matched, days = 0, hours = 0, minutes = 0] = DURATION.exec(duration) ?? [];
  const millis = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
  if (matched === undefined || millis < 60_000 || millis > LONGEST_MILLIS)
    throw invalid(`Duration ${duration} must be between PT1M and P15D`);
  return {
    account: call.account,
    region: call.region,
    name: given.Name,
    description: given.Description,
    expression,
    duration,
    alarms: given.MuteTargets.AlarmNames,
    from: Math.max(start, given.StartDate?.getTime() ?? start),
    until: Math.min(start + millis, given.ExpireDate?.getTime() ?? Number.POSITIVE_INFINITY),
    updatedAt: now,
  };
}

function arnOf({ account, region, name }: MuteRule): string {
  return `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm-mute-rule:${name}`;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message, 400);
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}
