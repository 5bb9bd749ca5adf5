// serverless.yml, with its variables put in and CloudFormation's short forms written out.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionTag, parse, type Tags, type YAMLSeq } from 'yaml';
import * as z from 'zod';
import { repositoryRoot } from './root.ts';
import { isObject } from './template.ts';

const retryPolicy = z.strictObject({
  maximumEventAge: z.number(),
  maximumRetryAttempts: z.number(),
});

/** What stands for an ARN: an intrinsic function, or the ARN. */
const arn = z.unknown();

const event = z.union([
  z.strictObject({
    eventBridge: z.strictObject({
      pattern: z.record(z.string(), z.unknown()),
      retryPolicy: retryPolicy.optional(),
      deadLetterQueueArn: arn.optional(),
    }),
  }),
  z.strictObject({ schedule: z.string() }),
  z.strictObject({
    httpApi: z.strictObject({
      method: z.string(),
      path: z.string(),
      /** A way in from outside: only for whoever signs; without it, for everybody. */
      authorizer: z.strictObject({ type: z.literal('aws_iam') }).optional(),
    }),
  }),
]);

/**
 * Strict: what the file asks of a function and `templateOfSources` does not know would be missing on the laptop
 * without a word.
 */
const functionEntry = z.strictObject({
  handler: z.string(),
  timeout: z.number().optional(),
  memorySize: z.number().optional(),
  versionFunction: z.boolean().default(false),
  environment: z.record(z.string(), z.unknown()).optional(),
  maximumEventAge: z.number().optional(),
  maximumRetryAttempts: z.number().optional(),
  destinations: z.strictObject({ onFailure: z.strictObject({ type: z.string(), arn }) }).optional(),
  iamRoleStatements: z.array(z.record(z.string(), z.unknown())),
  events: z.array(event).default([]),
});

const serverlessFile = z.object({
  service: z.string(),
  provider: z.strictObject({
    name: z.literal('aws'),
    runtime: z.string(),
    architecture: z.string(),
    region: z.string(),
    stage: z.string(),
    memorySize: z.number(),
    timeout: z.number(),
    logRetentionInDays: z.number(),
    versionFunctions: z.literal(false),
    tracing: z.strictObject({ lambda: z.literal(true) }),
    environment: z.record(z.string(), z.unknown()),
  }),
  functions: z.record(z.string(), functionEntry),
  resources: z.strictObject({
    Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown() })).optional(),
    Conditions: z.record(z.string(), z.unknown()).optional(),
    Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
    Outputs: z.record(z.string(), z.unknown()).optional(),
    /** What is added to resources that the framework makes. */
    extensions: z
      .record(
        z.string(),
        z.strictObject({
          DependsOn: z.array(z.string()).optional(),
          Properties: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  }),
});

export type ServerlessFile = z.output<typeof serverlessFile>;
export type FunctionEntry = z.output<typeof functionEntry>;
export type FunctionEvent = z.output<typeof event>;

export function readServerlessText(): string {
  return readFileSync(join(repositoryRoot, 'serverless.yml'), 'utf8');
}

/** The file as it is deployed at a stage. Throws where it says what is not known here. */
export function serverlessFileOf(text: string, stage: string): ServerlessFile {
  const raw: unknown = parse(text, { customTags: INTRINSIC_TAGS, merge: true });
  return serverlessFile.parse(withVariables(raw, raw, stage));
}

/** CloudFormation's short forms. */
export const INTRINSIC_TAGS: Tags = [
  ...['If', 'Not', 'Equals', 'Join', 'Split', 'Sub'].map(
    (name): CollectionTag => ({
      tag: `!${name}`,
      collection: 'seq',
      resolve: (sequence) => ({ [`Fn::${name}`]: (sequence as YAMLSeq).toJSON() }),
    }),
  ),
  { tag: '!Ref', resolve: (text: string) => ({ Ref: text }) },
  { tag: '!GetAtt', resolve: (text: string) => ({ 'Fn::GetAtt': text.split('.') }) },
  { tag: '!Sub', resolve: (text: string) => ({ 'Fn::Sub': text }) },
];

function withVariables(value: unknown, root: unknown, stage: string): unknown {
  if (typeof value === 'string') return variablesIn(value, root, stage);
  if (Array.isArray(value)) return value.map((each) => withVariables(each, root, stage));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withVariables(each, root, stage)]),
  );
}

/** The variables of the Serverless Framework that the file uses. */
function variablesIn(text: string, root: unknown, stage: string): unknown {
  const [, file] = /^\$\{file\(\.\/(.+)\)\}$/.exec(text) ?? [];
  if (file) return JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8'));
  return text
    .replaceAll('${sls:stage}', stage)
    .replaceAll(/\$\{opt:stage, '[^']*'\}/g, stage)
    .replaceAll(/\$\{(?:opt|param):[\w-]+, '([^']*)'\}/g, '$1')
    .replaceAll(/\$\{self:([\w.]+)\}/g, (_, path: string) =>
      String(path.split('.').reduce<unknown>((at, key) => isObject(at) && at[key], root)),
    );
}
