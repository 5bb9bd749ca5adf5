// The template that `serverless package` would write, made from serverless.yml and the machines as they stand there.
// What is packaged is read by the same reader, and test/packaged/equal.test.ts proves both equal.

import { withDeploymentBucket } from './deployment-bucket.ts';
import { eventResources } from './event-resources.ts';
import { roleOf } from './function-role.ts';
import { httpApiParts } from './http-api-resources.ts';
import { type FunctionEntry, type ServerlessFile, serverlessFileOf } from './serverless-file.ts';
import type { Resource, Template } from './template.ts';

type Resources = Record<string, Resource>;

export function templateOfSources(text: string, stage: string): Template {
  const file = serverlessFileOf(text, stage);
  const { Parameters, Conditions, Resources, Outputs, extensions = {} } = file.resources;
  const made = Object.entries(file.functions).map(([name, entry]) =>
    functionResources(file, name, entry),
  );
  const api = httpApiParts(file);
  const template = {
    ...(Parameters && { Parameters }),
    ...(Conditions && { Conditions }),
    Resources: extended(Object.assign({}, ...made, api.Resources, Resources), extensions),
    Outputs: { ...api.Outputs, ...Outputs },
  };
  return withDeploymentBucket(template, `${file.service}-${stage}`);
}

/** As the framework adds it, which refuses what is of no resource of its. */
function extended(
  resources: Resources,
  extensions: NonNullable<ServerlessFile['resources']['extensions']>,
): Resources {
  const added = Object.entries(extensions).map(([id, { DependsOn, Properties }]) => {
    const resource = resources[id];
    if (resource === undefined)
      throw new Error(`Expected a resource ${id} to extend, got none of that name.`);
    const more = DependsOn && { DependsOn: [...[resource.DependsOn ?? []].flat(), ...DependsOn] };
    const properties = { ...resource.Properties, ...Properties };
    return [id, { ...resource, ...more, Properties: properties }] as const;
  });
  return { ...resources, ...Object.fromEntries(added) };
}

function functionResources(file: ServerlessFile, name: string, entry: FunctionEntry): Resources {
  const { provider, service } = file;
  const functionName = `${service}-${provider.stage}-${name}`;
  return {
    [`${name}LogGroup`]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: {
        LogGroupName: `/aws/lambda/${functionName}`,
        RetentionInDays: provider.logRetentionInDays,
      },
    },
    [`${name}LambdaFunction`]: lambdaFunction(file, name, functionName, entry),
    ...(entry.versionFunction && { [`${name}LambdaVersion`]: lambdaVersion(name) }),
    ...eventInvokeConfig(name, entry),
    ...eventResources({ name, functionName, events: entry.events }),
    [`${name}Role`]: roleOf(functionName, entry.iamRoleStatements),
  };
}

function lambdaFunction(
  { provider }: ServerlessFile,
  name: string,
  functionName: string,
  { handler, memorySize, timeout, environment }: FunctionEntry,
): Resource {
  const Properties = {
    Code: { S3Bucket: { Ref: 'ServerlessDeploymentBucket' } },
    Handler: handler,
    Runtime: provider.runtime,
    FunctionName: functionName,
    MemorySize: memorySize ?? provider.memorySize,
    Timeout: timeout ?? provider.timeout,
    Architectures: [provider.architecture],
    TracingConfig: { Mode: 'Active' },
    Environment: { Variables: { ...provider.environment, ...environment } },
    Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
  };
  const DependsOn = [`${name}LogGroup`];
  return { Type: 'AWS::Lambda::Function', Properties, DependsOn };
}

/** The framework puts a hash behind its name, and the hash of its code into it. */
function lambdaVersion(name: string): Resource {
  const Properties = { FunctionName: { Ref: `${name}LambdaFunction` } };
  return { Type: 'AWS::Lambda::Version', DeletionPolicy: 'Retain', Properties };
}

/** What becomes of an event that the function fails on. */
function eventInvokeConfig(
  name: string,
  { maximumEventAge, maximumRetryAttempts, destinations }: FunctionEntry,
): Resources {
  if (maximumEventAge === undefined && maximumRetryAttempts === undefined && !destinations)
    return {};
  const Properties = {
    FunctionName: { Ref: `${name}LambdaFunction` },
    DestinationConfig: destinations
      ? { OnFailure: { Destination: destinations.onFailure.arn } }
      : {},
    Qualifier: '$LATEST',
    ...(maximumEventAge !== undefined && { MaximumEventAgeInSeconds: maximumEventAge }),
    ...(maximumRetryAttempts !== undefined && { MaximumRetryAttempts: maximumRetryAttempts }),
  };
  return { [`${name}LambdaEvConf`]: { Type: 'AWS::Lambda::EventInvokeConfig', Properties } };
}
