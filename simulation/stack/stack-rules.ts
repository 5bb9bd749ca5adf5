// The rules of EventBridge that wake a function.

import * as z from 'zod';
import { ofType, type Reader } from './stack-reader.ts';

export interface StackRule {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly target: {
    readonly id: string;
    readonly arn: string;
    readonly retryPolicy?: {
      readonly maximumEventAgeInSeconds: number;
      readonly maximumRetryAttempts: number;
    };
    readonly deadLetterArn?: string;
  };
}

const target = z
  .strictObject({
    Id: z.string(),
    Arn: z.string(),
    RetryPolicy: z
      .strictObject({ MaximumEventAgeInSeconds: z.number(), MaximumRetryAttempts: z.number() })
      .optional(),
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  })
  .transform(({ Id, Arn, RetryPolicy, DeadLetterConfig }): StackRule['target'] => ({
    id: Id,
    arn: Arn,
    ...(RetryPolicy && {
      retryPolicy: {
        maximumEventAgeInSeconds: RetryPolicy.MaximumEventAgeInSeconds,
        maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts,
      },
    }),
    ...(DeadLetterConfig && { deadLetterArn: DeadLetterConfig.Arn }),
  }));

const rule = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  State: z.string().default('ENABLED'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  Targets: z.array(target),
});

/** By pattern and by schedule. A rule that wakes several has an entry for each. */
export function readRules(reader: Reader, functionArn: string) {
  const { intrinsics } = reader;
  const found = ofType(reader, 'AWS::Events::Rule').flatMap(([id, { Properties }]) => {
    const { State, EventPattern, ScheduleExpression, Targets } = rule.parse(
      intrinsics.evaluate(Properties),
    );
    const arn = intrinsics.attribute(id, 'Arn');
    const enabled = State !== 'DISABLED';
    const own = Targets.filter((each) => each.arn === functionArn);
    const name = intrinsics.nameOf(id);
    return own.map((each) => ({
      name,
      arn,
      enabled,
      target: each,
      EventPattern,
      ScheduleExpression,
    }));
  });
  return {
    rules: found.flatMap(({ EventPattern: pattern, ScheduleExpression: _, ...each }) =>
      pattern ? [{ ...each, pattern }] : [],
    ),
    schedules: found.flatMap(({ EventPattern: _, ScheduleExpression: schedule, ...each }) =>
      schedule ? [{ ...each, schedule }] : [],
    ),
  };
}
