// Reads serverless.yml as far as the laptop needs it: functions, permissions, rules, machines, the table.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type ScalarTag } from 'yaml';
import * as z from 'zod';
import { type Intrinsics, intrinsicsOf, isObject } from './intrinsics.ts';
import { repositoryRoot } from './root.ts';

const Statement = z.object({
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.string(), z.array(z.string())]),
});

const Rule = z.object({
  pattern: z.record(z.string(), z.unknown()),
  retryPolicy: z.object({ maximumEventAge: z.number(), maximumRetryAttempts: z.number() }),
  deadLetterQueueArn: z.string(),
});

/** A way in from outside: only for whoever signs. */
const HttpRoute = z.object({
  method: z.string(),
  path: z.string(),
  authorizer: z.object({ type: z.literal('aws_iam') }),
});

const FunctionEntry = z.object({
  handler: z.string(),
  timeout: z.number().optional(),
  memorySize: z.number().optional(),
  iamRoleStatements: z.array(Statement),
  destinations: z
    .object({ onFailure: z.object({ type: z.literal('sqs'), arn: z.string() }) })
    .optional(),
  events: z
    .array(
      z.union([
        z.object({ eventBridge: Rule }),
        z.object({ schedule: z.string() }),
        z.object({ httpApi: HttpRoute }),
      ]),
    )
    .default([]),
});

const Machine = z.object({
  Type: z.literal('AWS::StepFunctions::StateMachine'),
  Properties: z.object({
    StateMachineName: z.string(),
    Definition: z.string().regex(/^\$\{file\(\.\/(.+)\)\}$/),
    DefinitionSubstitutions: z.record(z.string(), z.string()),
  }),
});

const Queue = z.object({
  Type: z.literal('AWS::SQS::Queue'),
  Properties: z.object({ MessageRetentionPeriod: z.number() }),
});

const File = z.object({
  provider: z.object({
    memorySize: z.number(),
    timeout: z.number(),
    environment: z
      .object({ TIDEGATE_RELEASE_MACHINE: z.string(), TIDEGATE_MEMBER_ROLE: z.string() })
      .catchall(z.string()),
  }),
  functions: z.record(z.string(), FunctionEntry),
  resources: z.object({ Resources: z.record(z.string(), z.unknown()) }),
});

export interface Stack {
  readonly tableName: string;
  readonly environment: Readonly<z.output<typeof File>['provider']['environment']>;
  readonly functions: readonly StackFunction[];
  readonly machines: readonly StackMachine[];
  readonly queues: readonly { readonly name: string; readonly MessageRetentionPeriod: number }[];
}

export interface StackFunction {
  /** The entry's key, which is the state's name. */
  readonly name: string;
  readonly arn: string;
  /** Of the repository's root, without an extension. */
  readonly file: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly statements: readonly z.output<typeof Statement>[];
  readonly rules: readonly z.output<typeof Rule>[];
  readonly schedules: readonly string[];
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** The queue that takes what the function has failed on. */
  readonly onFailure: string | undefined;
}

export interface StackMachine {
  readonly name: string;
  readonly arn: string;
  readonly definition: string;
}

interface Home {
  readonly account: string;
  readonly region: string;
}

/** The stacks that were read, by what they were read from: hundreds of worlds are made of the same file. */
const known = new Map<string, Stack>();

/** The stack as it would stand in an account and region. */
export function readStack(home: Home): Stack {
  const text = readFileSync(join(repositoryRoot, 'serverless.yml'), 'utf8');
  const key = [home.account, home.region, text].join('\n');
  const stack = known.get(key) ?? stackOf(text, home);
  known.set(key, stack);
  return stack;
}

function stackOf(text: string, home: Home): Stack {
  const raw = parse(text, { customTags: TAGS, merge: true }) as Record<string, unknown>;
  const intrinsics = intrinsicsOf(home, typesIn(raw));
  const resolved = File.parse(resolve(raw, raw, intrinsics));
  const resources = Object.entries(resolved.resources.Resources);
  return {
    tableName: intrinsics.refer('Table'),
    environment: resolved.provider.environment,
    functions: Object.entries(resolved.functions).map(([name, entry]) =>
      stackFunction(name, entry, resolved.provider, intrinsics),
    ),
    queues: resources.flatMap(([name, resource]) => {
      const { data } = Queue.safeParse(resource);
      return data ? [{ name: intrinsics.refer(name), ...data.Properties }] : [];
    }),
    machines: resources
      .map(([, resource]) => Machine.safeParse(resource))
      .filter((parsed) => parsed.success)
      .map(({ data }) => stackMachine(data, intrinsics)),
  };
}

function typesIn(raw: Record<string, unknown>): Record<string, string> {
  const { resources } = z
    .looseObject({
      resources: z.looseObject({
        Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
      }),
    })
    .parse(raw);
  return Object.fromEntries(
    Object.entries(resources.Resources).map(([name, { Type }]) => [name, Type]),
  );
}

const TAGS: ScalarTag[] = [
  { tag: '!Ref', resolve: (text) => ({ Ref: text }) },
  { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': text }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
];

function resolve(value: unknown, root: unknown, intrinsics: Intrinsics): unknown {
  if (typeof value === 'string') return withVariables(value, root);
  if (Array.isArray(value)) return value.map((each) => resolve(each, root, intrinsics));
  if (!isObject(value)) return value;
  const resolved = Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, resolve(each, root, intrinsics)]),
  );
  return intrinsics.evaluate(resolved);
}

/** The variables of the Serverless Framework that the file uses; a file's content is read where it is needed. */
function withVariables(text: string, root: unknown): string {
  return text
    .replaceAll('${sls:stage}', 'local')
    .replaceAll(/\$\{opt:[\w-]+, '([^']*)'\}/g, '$1')
    .replaceAll(/\$\{self:([\w.]+)\}/g, (_, path: string) =>
      String(path.split('.').reduce<unknown>((at, key) => isObject(at) && at[key], root)),
    );
}

function stackFunction(
  name: string,
  entry: z.output<typeof FunctionEntry>,
  provider: z.output<typeof File>['provider'],
  intrinsics: Intrinsics,
): StackFunction {
  return {
    name,
    arn: intrinsics.functionArn(name),
    file: entry.handler.replace(/\.handler$/, ''),
    timeoutSeconds: entry.timeout ?? provider.timeout,
    memoryMegabytes: entry.memorySize ?? provider.memorySize,
    statements: entry.iamRoleStatements,
    rules: entry.events.flatMap((event) => ('eventBridge' in event ? [event.eventBridge] : [])),
    schedules: entry.events.flatMap((event) => ('schedule' in event ? [event.schedule] : [])),
    routes: entry.events.flatMap((event) => ('httpApi' in event ? [event.httpApi] : [])),
    onFailure: entry.destinations?.onFailure.arn,
  };
}

function stackMachine(
  { Properties }: z.output<typeof Machine>,
  intrinsics: Intrinsics,
): StackMachine {
  const [, path = ''] = /^\$\{file\(\.\/(.+)\)\}$/.exec(Properties.Definition) ?? [];
  let definition = readFileSync(join(repositoryRoot, path), 'utf8');
  for (const [key, value] of Object.entries(Properties.DefinitionSubstitutions)) {
    definition = definition.replaceAll(`\${${key}}`, value);
  }
  const name = Properties.StateMachineName;
  return { name, arn: intrinsics.machineArn(name), definition };
}
