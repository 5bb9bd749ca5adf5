// Whether the parts of a stack may reach each other: what AWS asks when an event is delivered, a message is kept or a
// machine calls. On AWS what is missing shows the first time it is needed; here the stack is not made.

import * as z from 'zod';
import { allows, fits } from './permissions.ts';
import type { Stack, StackFunction } from './stack.ts';
import { ofType, type Reader } from './stack-reader.ts';

/** Throws what is missing, all of it. */
export function refuseBrokenWiring(stack: Stack, reader: Reader): void {
  const broken = [
    ...stack.functions.flatMap((each) => unwoken(each, reader)),
    ...stack.functions.flatMap((each) => unkept(each, reader)),
    ...stack.machines.flatMap((machine) => uncalled(machine)),
  ];
  if (broken.length > 0)
    throw new Error(
      `Expected a stack whose parts may reach each other, got:\n${broken.join('\n')}`,
    );
}

const permission = z.object({
  FunctionName: z.string(),
  Action: z.literal('lambda:InvokeFunction'),
  Principal: z.string(),
  SourceArn: z.string(),
});

function unwoken({ arn, functionName, ...woken }: StackFunction, reader: Reader): string[] {
  const given = ofType(reader, 'AWS::Lambda::Permission')
    .map(([, { Properties }]) => permission.parse(reader.intrinsics.evaluate(Properties)))
    .filter(({ FunctionName }) => [arn, functionName].includes(FunctionName));
  const sourcesOf = (principal: string) =>
    given.filter(({ Principal }) => Principal === principal).map(({ SourceArn }) => SourceArn);
  const byRule = [...woken.rules, ...woken.schedules].filter(
    (rule) => !sourcesOf('events.amazonaws.com').some((source) => fits(source, rule.arn)),
  );
  const byRoute = sourcesOf('apigateway.amazonaws.com').length > 0 ? [] : woken.routes;
  return [
    ...byRule.map(({ name }) => `rule ${name} may not invoke ${functionName}`),
    ...byRoute.map(({ method, path }) => `route ${method} ${path} may not invoke ${functionName}`),
  ];
}

const queuePolicy = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Principal: z.object({ Service: z.string() }),
        Action: z.literal('sqs:SendMessage'),
        Resource: z.string(),
        Condition: z
          .strictObject({
            ArnLike: z.strictObject({ 'aws:SourceArn': z.string() }),
            StringEqualsIfExists: z.strictObject({ 'aws:SourceAccount': z.string() }),
          })
          .optional(),
      }),
    ),
  }),
});

function unkept(entry: StackFunction, reader: Reader): string[] {
  const { rules, schedules, onFailure, functionName, statements: own } = entry;
  const failed =
    onFailure === undefined || allows(own, 'sqs:SendMessage', onFailure)
      ? []
      : [`${functionName} may not send what it fails on to ${onFailure}`];
  const statements = ofType(reader, 'AWS::SQS::QueuePolicy')
    .map(([, { Properties }]) => queuePolicy.parse(reader.intrinsics.evaluate(Properties)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Principal }) => Principal.Service === 'events.amazonaws.com');
  const undelivered = [...rules, ...schedules].flatMap(({ name, arn, target }) => {
    const { deadLetterArn } = target;
    if (deadLetterArn === undefined) return [];
    const mayKeep = statements.some(
      ({ Resource, Condition }) =>
        fits(Resource, deadLetterArn) && fits(Condition?.ArnLike['aws:SourceArn'] ?? '*', arn),
    );
    return mayKeep ? [] : [`rule ${name} may not send to ${deadLetterArn}`];
  });
  return [...failed, ...undelivered];
}

const FUNCTION = /arn:aws[\w-]*:lambda:[\w-]+:\d+:function:[\w-]+(?::\d+)?/g;
const MACHINE = /arn:aws[\w-]*:states:[\w-]+:\d+:stateMachine:[\w-]+/g;

/** What stands in a machine's definition after substitution is what it calls. */
function uncalled({ name, definition, statements }: Stack['machines'][number]): string[] {
  const needed = [
    ...[...definition.matchAll(FUNCTION)].map(([arn]) => ['lambda:InvokeFunction', arn] as const),
    ...[...definition.matchAll(MACHINE)].map(([arn]) => ['states:StartExecution', arn] as const),
  ];
  const missing = needed.filter(([action, arn]) => !allows(statements, action, arn));
  const unsubstituted = [...definition.matchAll(/\$\{\w+\}/g)].map(
    ([placeholder]) => `machine ${name} has no substitution for ${placeholder}`,
  );
  return [
    ...new Set(missing.map(([action, arn]) => `machine ${name} lacks ${action} on ${arn}`)),
    ...unsubstituted,
  ];
}
