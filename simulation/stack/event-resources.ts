// The rules by which events and the clock wake a function, and that they may.

import type { FunctionEvent } from './serverless-file.ts';
import type { Resource } from './template.ts';

interface Woken {
  /** The function's entry. */
  readonly name: string;
  readonly functionName: string;
  readonly events: readonly FunctionEvent[];
}

export function eventResources({ name, functionName, events }: Woken): Record<string, Resource> {
  const schedules = events.flatMap((event) => ('schedule' in event ? [event.schedule] : []));
  const listened = events.flatMap((event) => ('eventBridge' in event ? [event.eventBridge] : []));
  const made = [
    ...schedules.map((expression, index) => scheduled(name, expression, index + 1)),
    ...listened.map((rule, index) => listening(name, functionName, rule, index + 1)),
  ];
  return Object.assign({}, ...made) as Record<string, Resource>;
}

function scheduled(name: string, ScheduleExpression: string, index: number) {
  const rule = `${name}EventsRuleSchedule${index}`;
  const Targets = [{ Arn: arnOf(`${name}LambdaFunction`), Id: `${name}Schedule` }];
  return {
    [rule]: {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression, State: 'ENABLED', Targets },
    },
    [`${name}LambdaPermissionEventsRuleSchedule${index}`]: permission(name, arnOf(rule)),
  };
}

type Listened = Extract<FunctionEvent, { eventBridge: unknown }>['eventBridge'];

function listening(
  name: string,
  functionName: string,
  { pattern, retryPolicy, deadLetterQueueArn }: Listened,
  index: number,
) {
  const rule = `${functionName}-rule-${index}`;
  const target = {
    Arn: arnOf(`${name}LambdaFunction`),
    Id: `${rule}-target`,
    ...(retryPolicy && {
      RetryPolicy: {
        MaximumEventAgeInSeconds: retryPolicy.maximumEventAge,
        MaximumRetryAttempts: retryPolicy.maximumRetryAttempts,
      },
    }),
    ...(deadLetterQueueArn !== undefined && { DeadLetterConfig: { Arn: deadLetterQueueArn } }),
  };
  const Properties = { EventPattern: pattern, Name: rule, State: 'ENABLED', Targets: [target] };
  const parts = ['Partition', 'Region', 'AccountId'].map((part) => ({ Ref: `AWS::${part}` }));
  const [partition, region, account] = parts;
  const path = { 'Fn::Join': ['/', ['rule', rule]] };
  const source = { 'Fn::Join': [':', ['arn', partition, 'events', region, account, path]] };
  return {
    [`${logical(rule)}EventBridgeRule`]: { Type: 'AWS::Events::Rule', Properties },
    [`${name}EventBridgeLambdaPermission${index}`]: permission(name, source),
  };
}

function permission(name: string, SourceArn: unknown): Resource {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: arnOf(`${name}LambdaFunction`),
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn,
    },
  };
}

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** `tidegate-local-OnBuild-rule-1` → `TidegatelocalOnBuildrule1` */
function logical(name: string): string {
  const plain = name.replaceAll(/[^\dA-Za-z]/g, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
