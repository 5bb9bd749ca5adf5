// Lambda's API actions.

import * as z from 'zod';
import { isTooDeep } from '../../json-bounds.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { unparked } from '../../transport/unparked.ts';
import { pageOf } from '../paging.ts';
import { aliasOperations } from './alias-operations.ts';
import { type LambdaParts, Named, Paged, parse, qualifierOf } from './asked.ts';
import { codeOperations } from './code-operations.ts';
import { configurationOf } from './configuration.ts';
import { versionOf } from './functions.ts';
import type { InvocationResult } from './invocations.ts';
import { provisionedOperations } from './provisioned-operations.ts';

const Invoke = Named.extend({
  Payload: z.instanceof(Uint8Array).optional(),
  LogType: z.string().optional(),
  InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
});

export function lambdaOperations(parts: LambdaParts): Record<string, Operation> {
  return {
    ...invokeOperations(parts),
    ...codeOperations(parts),
    ...readOperations(parts),
    ...aliasOperations(parts),
    ...provisionedOperations(parts),
  };
}

function invokeOperations({ find, runs, invokeLater }: LambdaParts): Record<string, Operation> {
  return {
    Invoke: (input, call) => {
      const asked = parse(Invoke, input);
      const lambda = find(asked.FunctionName, call);
      const version = versionOf(lambda, qualifierOf(asked)).number;
      if (asked.InvocationType === 'DryRun') return { StatusCode: 204 };
      const event = eventFrom(asked.Payload);
      if (asked.InvocationType === 'RequestResponse')
        return unparked(
          runs.run(lambda, event, version).then((result) => ({
            ...invoked(result),
            ...(asked.LogType === 'Tail' && { LogResult: logOf(result) }),
          })),
        );
      invokeLater(lambda.arn, event, call);
      return { StatusCode: 202 };
    },
  };
}

function eventFrom(payload: Uint8Array | undefined): unknown {
  if (!payload || payload.length === 0) return {};
  const text = Buffer.from(payload).toString();
  try {
    if (isTooDeep(text)) throw new RangeError('nested too deep');
    return JSON.parse(text);
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: expected JSON, got something else.',
    );
  }
}

/** The end of the log: what Lambda itself writes there. */
function logOf({ requestId, version }: InvocationResult): string {
  const lines = [
    `START RequestId: ${requestId} Version: ${version}`,
    `END RequestId: ${requestId}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n`).toString('base64');
}

function invoked(result: InvocationResult) {
  const failed = 'error' in result;
  const answer = failed ? result.error : result.payload;
  return {
    StatusCode: 200,
    ExecutedVersion: result.version,
    ...(failed && { FunctionError: 'Unhandled' }),
    Payload: new Uint8Array(Buffer.from(JSON.stringify(answer))),
  };
}

function readOperations({ clock, find, functionsAt }: LambdaParts): Record<string, Operation> {
  const configuration = (input: unknown, call: Call) => {
    const asked = parse(Named, input);
    const lambda = find(asked.FunctionName, call);
    return configurationOf(lambda, clock, versionOf(lambda, qualifierOf(asked)));
  };
  const locationOf = (input: unknown, call: Call) => {
    const asked = parse(Named, input);
    const lambda = find(asked.FunctionName, call);
    const { image } = versionOf(lambda, qualifierOf(asked)).code;
    return lambda.packageType === 'Image'
      ? { RepositoryType: 'ECR', ImageUri: image, ResolvedImageUri: image }
      : { RepositoryType: 'S3', Location: 'https://awslambda-tasks.s3.amazonaws.com/snapshot' };
  };
  return {
    GetFunctionConfiguration: configuration,
    GetFunction: (input, call) => ({
      Configuration: configuration(input, call),
      Code: locationOf(input, call),
      Tags: find(parse(Named, input).FunctionName, call).tags,
    }),
    ListFunctions: (_, call) => ({
      Functions: functionsAt(call).map((each) => configurationOf(each, clock)),
    }),
    ListVersionsByFunction: (input, call) => {
      const { FunctionName, MaxItems = 50, Marker } = parse(Paged, input);
      const lambda = find(FunctionName, call);
      const all = [versionOf(lambda), ...lambda.versions];
      const page = pageOf(all, Math.min(MaxItems, 50), Marker, 'InvalidParameterValueException');
      return {
        Versions: page.items.map((each) => configurationOf(lambda, clock, each)),
        NextMarker: page.nextToken,
      };
    },
  };
}
