// Lambda's API actions.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { unparked } from '../../transport/unparked.ts';
import { flag, number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import {
  type Alias,
  aliasOf,
  type LambdaFunction,
  parseFunctionName,
  publish,
  revisionIdOf,
  setAlias,
  type Version,
  versionOf,
} from './functions.ts';
import type { InvocationResult, Invocations } from './invocations.ts';

/** How long LastUpdateStatus stays InProgress. */
const UPDATE_SECONDS = 3;

const Named = z.object({ FunctionName: text, Qualifier: text.optional() });
const Paged = Named.extend({ MaxItems: number.optional(), Marker: text.optional() });
const Invoke = Named.extend({
  Payload: z.instanceof(Uint8Array).optional(),
  InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
});
const UpdateCode = Named.extend({
  S3Bucket: text.optional(),
  S3Key: text.optional(),
  S3ObjectVersion: text.optional(),
  ZipFile: text.optional(),
  Publish: flag.default(false),
  DryRun: flag.default(false),
  RevisionId: text.optional(),
});
const Publish = Named.extend({
  CodeSha256: text.optional(),
  Description: z.string().optional(),
  RevisionId: text.optional(),
});
const InAlias = Named.extend({ Name: text });
const WriteAlias = InAlias.extend({
  FunctionVersion: text.optional(),
  Description: z.string().optional(),
  RoutingConfig: z
    .object({ AdditionalVersionWeights: z.record(text, z.number()).nullish() })
    .optional(),
  RevisionId: text.optional(),
});

export interface LambdaParts {
  readonly clock: VirtualClock;
  readonly objects: Objects;
  readonly runs: Invocations;
  find(name: string, place: Place): LambdaFunction;
  functionsAt(place: Place): readonly LambdaFunction[];
  invokeLater(name: string, event: unknown, place: Place): void;
}

export function lambdaOperations(parts: LambdaParts): Record<string, Operation> {
  return {
    ...invokeOperations(parts),
    ...codeOperations(parts),
    ...readOperations(parts),
    ...aliasOperations(parts),
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidParameterValueException');
}

function qualifierOf({ FunctionName, Qualifier }: z.infer<typeof Named>): string | undefined {
  return Qualifier ?? parseFunctionName(FunctionName).qualifier;
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
        return unparked(runs.run(lambda, event, version).then(invoked));
      invokeLater(lambda.arn, event, call);
      return { StatusCode: 202 };
    },
  };
}

function eventFrom(payload: Uint8Array | undefined): unknown {
  if (!payload || payload.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: expected JSON, got something else.',
    );
  }
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

function codeOperations({ clock, objects, find }: LambdaParts): Record<string, Operation> {
  return {
    UpdateFunctionCode: (input, call) => {
      const asked = parse(UpdateCode, input);
      const lambda = find(asked.FunctionName, call);
      refuseWhileUpdating(lambda, clock);
      refuseOtherRevision(lambda, asked.RevisionId);
      const code = readCode(objects, asked);
      if (!asked.DryRun) {
        lambda.code = code;
        lambda.lastModified = clock.now();
        lambda.updatingUntil = clock.millis() + UPDATE_SECONDS * 1000;
        lambda.revision += 1;
      }
      return configurationOf(
        lambda,
        clock,
        asked.Publish && !asked.DryRun ? publish(lambda, clock.now()) : undefined,
      );
    },
    PublishVersion: (input, call) => {
      const asked = parse(Publish, input);
      const lambda = find(asked.FunctionName, call);
      refuseWhileUpdating(lambda, clock);
      refuseOtherRevision(lambda, asked.RevisionId);
      refuseOtherCode(lambda, asked.CodeSha256);
      return configurationOf(lambda, clock, publish(lambda, clock.now(), asked.Description));
    },
  };
}

function refuseWhileUpdating({ arn, updatingUntil }: LambdaFunction, clock: VirtualClock): void {
  if (clock.millis() >= updatingUntil) return;
  const message = `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`;
  throw new AwsError('ResourceConflictException', message, 409);
}

function refuseOtherRevision(lambda: LambdaFunction, revisionId: string | undefined): void {
  if (!revisionId || revisionId === revisionIdOf(lambda)) return;
  const message =
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id';
  throw new AwsError('PreconditionFailedException', message, 412);
}

function refuseOtherCode({ code }: LambdaFunction, sha256: string | undefined): void {
  if (!sha256 || sha256 === code.sha256) return;
  const message = `CodeSHA256 (${sha256}) is different from current CodeSHA256 in $LATEST (${code.sha256}). Please try again with the CodeSHA256 in $LATEST.`;
  throw new AwsError('InvalidParameterValueException', message);
}

function readCode(
  objects: Objects,
  { S3Bucket, S3Key, S3ObjectVersion }: z.infer<typeof UpdateCode>,
) {
  if (!S3Bucket || !S3Key) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Expected S3Bucket and S3Key: the simulation deploys from S3 only.',
    );
  }
  try {
    const { bucket, key, versionId, sha256, body } = objects.read(S3Bucket, S3Key, S3ObjectVersion);
    return { sha256, size: body.length, s3: { bucket, key, versionId } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `Error occurred while GetObject. S3 Error Code: ${error.name}. S3 Error Message: ${error.message}`;
    throw new AwsError('InvalidParameterValueException', message);
  }
}

function configurationOf(
  lambda: LambdaFunction,
  clock: VirtualClock,
  version: Version = versionOf(lambda),
) {
  const updating = clock.millis() < lambda.updatingUntil;
  return {
    FunctionName: lambda.name,
    FunctionArn: version.number === '$LATEST' ? lambda.arn : `${lambda.arn}:${version.number}`,
    Runtime: 'nodejs24.x',
    Role: `arn:aws:iam::${lambda.place.account}:role/${lambda.name}`,
    Handler: 'index.handler',
    CodeSize: version.code.size,
    Description: version.description,
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMegabytes,
    LastModified: version.publishedAt.toISOString().replace('Z', '+0000'),
    CodeSha256: version.code.sha256,
    Version: version.number,
    TracingConfig: { Mode: 'Active' },
    RevisionId: revisionIdOf(lambda),
    State: 'Active',
    LastUpdateStatus: updating ? 'InProgress' : 'Successful',
    ...(updating && {
      LastUpdateStatusReason: 'The function is being created.',
      LastUpdateStatusReasonCode: 'Creating',
    }),
    PackageType: 'Zip',
    Architectures: ['arm64'],
  };
}

function readOperations({ clock, find, functionsAt }: LambdaParts): Record<string, Operation> {
  const configuration = (input: unknown, call: Call) => {
    const asked = parse(Named, input);
    const lambda = find(asked.FunctionName, call);
    return configurationOf(lambda, clock, versionOf(lambda, qualifierOf(asked)));
  };
  return {
    GetFunctionConfiguration: configuration,
    GetFunction: (input, call) => ({
      Configuration: configuration(input, call),
      Code: { RepositoryType: 'S3', Location: 'https://awslambda-tasks.s3.amazonaws.com/snapshot' },
      Tags: {},
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

function aliasOperations({ find }: LambdaParts): Record<string, Operation> {
  return {
    GetAlias: (input, call) => {
      const { FunctionName, Name } = parse(InAlias, input);
      const lambda = find(FunctionName, call);
      return aliasForm(lambda, aliasOf(lambda, Name));
    },
    ListAliases: (input, call) => {
      const lambda = find(parse(Paged, input).FunctionName, call);
      return { Aliases: [...lambda.aliases.values()].map((alias) => aliasForm(lambda, alias)) };
    },
    CreateAlias: (input, call) => {
      const asked = parse(WriteAlias, input);
      const lambda = find(asked.FunctionName, call);
      if (lambda.aliases.has(asked.Name)) {
        throw new AwsError(
          'ResourceConflictException',
          `Alias already exists: ${lambda.arn}:${asked.Name}`,
          409,
        );
      }
      return aliasForm(lambda, setAlias(lambda, aliasFrom(asked)));
    },
    UpdateAlias: (input, call) => {
      const asked = parse(WriteAlias, input);
      const lambda = find(asked.FunctionName, call);
      const present = aliasOf(lambda, asked.Name);
      if (asked.RevisionId && asked.RevisionId !== present.revisionId)
        refuseOtherRevision(lambda, asked.RevisionId);
      return aliasForm(lambda, setAlias(lambda, aliasFrom(asked, present)));
    },
    DeleteAlias: (input, call) => {
      const { FunctionName, Name } = parse(InAlias, input);
      find(FunctionName, call).aliases.delete(Name);
    },
  };
}

function aliasFrom(asked: z.infer<typeof WriteAlias>, present?: Alias): Omit<Alias, 'revisionId'> {
  const version = asked.FunctionVersion ?? present?.version;
  if (!version)
    throw new AwsError('InvalidParameterValueException', 'Expected a FunctionVersion, got none.');
  return {
    name: asked.Name,
    version,
    description: asked.Description ?? present?.description ?? '',
    weights: asked.RoutingConfig
      ? (asked.RoutingConfig.AdditionalVersionWeights ?? {})
      : (present?.weights ?? {}),
  };
}

function aliasForm(lambda: LambdaFunction, alias: Alias) {
  const shifting = Object.keys(alias.weights).length > 0;
  return {
    AliasArn: `${lambda.arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(shifting && { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    RevisionId: alias.revisionId,
  };
}
