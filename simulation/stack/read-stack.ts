// Reads a template as the stack that it makes: what serverless package wrote, or what the sources say.

import * as z from 'zod';
import { intrinsicsOf } from './intrinsics.ts';
import type { PackagedTemplate } from './packaged.ts';
import { readServerlessText } from './serverless-file.ts';
import type { Stack, StackFunction, StackMachine } from './stack.ts';
import { ofType, type Reader } from './stack-reader.ts';
import { readRoutes } from './stack-routes.ts';
import { readRules } from './stack-rules.ts';
import { readStatements } from './stack-statements.ts';
import { type Home, type Template, withParameters } from './template.ts';
import { templateOfSources } from './template-of-sources.ts';
import { refuseBrokenWiring } from './wiring.ts';

const environment = z
  .object({
    TIDEGATE_RELEASE_MACHINE: z.string(),
    TIDEGATE_READ_ROLE: z.string(),
    TIDEGATE_STOP_ROLE: z.string(),
    TIDEGATE_DEPLOY_ROLE: z.string(),
    TIDEGATE_TEST_ROLE: z.string(),
    TIDEGATE_MUTE_ROLE: z.string(),
    TIDEGATE_EXTERNAL_ID: z.string(),
  })
  .catchall(z.string());

/** The stacks that were read, by what they were read from: hundreds of worlds are made of the same file. */
const known = new Map<string, Stack>();

/** What a stack is deployed with, by the names of its parameters; the rest is as the template says. */
export type Given = Readonly<Record<string, string>>;

/** The stack as the sources say it, in an account and region. */
export function readStack(home: Home, given: Given = {}): Stack {
  const text = readServerlessText();
  const key = [home.account, home.region, JSON.stringify(given), text].join('\n');
  const stack =
    known.get(key) ??
    stackOf(withParameters(templateOfSources(text, 'local'), given), home, 'tidegate-local');
  known.set(key, stack);
  return stack;
}

/** The stack that a package makes. */
export function stackOfPackage(
  { template, stackName }: PackagedTemplate,
  home: Home,
  given: Given = {},
): Stack {
  return stackOf(withParameters(template, given), home, stackName);
}

/** The stack that a template makes. Throws where its parts may not reach each other as they should. */
function stackOf(template: Template, home: Home, stackName: string): Stack {
  const intrinsics = intrinsicsOf(template, home, stackName);
  const reader: Reader = { template, intrinsics };
  const [[tableId, table] = missing('AWS::DynamoDB::Table')] = ofType(
    reader,
    'AWS::DynamoDB::Table',
  );
  const functions = ofType(reader, 'AWS::Lambda::Function').map(([id]) => functionAt(reader, id));
  const [first = missing('AWS::Lambda::Function')] = functions;
  const stack = {
    stackName,
    tableName: intrinsics.nameOf(tableId),
    table: tableProperties.parse(intrinsics.evaluate(table.Properties)),
    environment: first.environment,
    functions,
    machines: ofType(reader, 'AWS::StepFunctions::StateMachine').map(([id]) =>
      machineAt(reader, id),
    ),
    apiId: ofType(reader, 'AWS::ApiGatewayV2::Api').map(([id]) => intrinsics.refer(id))[0],
    outputs: outputs.parse(intrinsics.evaluate(template.Outputs ?? {})),
    queues: ofType(reader, 'AWS::SQS::Queue').map(([id, { Properties }]) => ({
      name: intrinsics.nameOf(id),
      ...queueProperties.parse(intrinsics.evaluate(Properties)),
    })),
  };
  refuseBrokenWiring(stack, reader);
  return stack;
}

/** Numbers, lists and what else there is are told as text. */
const outputs = z
  .record(z.string(), z.object({ Value: z.unknown() }))
  .transform((all) =>
    Object.fromEntries(Object.entries(all).map(([name, { Value }]) => [name, String(Value)])),
  );

function missing(type: string): never {
  throw new Error(`Expected the template to have a ${type}, got none.`);
}

const tableProperties = z.object({
  BillingMode: z.string(),
  AttributeDefinitions: z.array(z.record(z.string(), z.string())),
  KeySchema: z.array(z.record(z.string(), z.string())),
});

const queueProperties = z.object({ MessageRetentionPeriod: z.number() });

const functionProperties = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: environment }),
  Role: z.string(),
});

function functionAt(reader: Reader, id: string): StackFunction {
  const { intrinsics, template } = reader;
  const raw = intrinsics.evaluate(template.Resources[id]?.Properties);
  const properties = functionProperties.parse(raw);
  const arn = intrinsics.attribute(id, 'Arn');
  return {
    name: id.replace(/LambdaFunction$/, ''),
    functionName: properties.FunctionName,
    arn,
    handler: properties.Handler,
    file: properties.Handler.replace(/\.handler$/, ''),
    isVersioned: ofType(reader, 'AWS::Lambda::Version').some(
      ([, { Properties }]) =>
        (intrinsics.evaluate(Properties) as { FunctionName: string }).FunctionName ===
        properties.FunctionName,
    ),
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    environment: properties.Environment.Variables,
    roleArn: properties.Role,
    statements: readStatements(reader, properties.Role),
    ...readRules(reader, arn),
    routes: readRoutes(reader, arn),
    onFailure: readOnFailure(reader, properties.FunctionName),
  };
}

const invokeConfig = z.object({
  FunctionName: z.string(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }),
});

function readOnFailure(reader: Reader, functionName: string): string | undefined {
  const own = ofType(reader, 'AWS::Lambda::EventInvokeConfig')
    .map(([, { Properties }]) => invokeConfig.parse(reader.intrinsics.evaluate(Properties)))
    .find(({ FunctionName }) => FunctionName === functionName);
  return own?.DestinationConfig.OnFailure?.Destination;
}

const machineProperties = z.object({
  StateMachineName: z.string(),
  RoleArn: z.string(),
  Definition: z.record(z.string(), z.unknown()),
  DefinitionSubstitutions: z.record(z.string(), z.string()),
});

function machineAt(reader: Reader, id: string): StackMachine {
  const { intrinsics, template } = reader;
  const properties = template.Resources[id]?.Properties;
  // The definition is no place for intrinsic functions: what looks like one is ASL's.
  const { Definition, ...others } = properties ?? {};
  const parsed = machineProperties.parse({
    ...(intrinsics.evaluate(others) as object),
    Definition,
  });
  let definition = JSON.stringify(parsed.Definition);
  for (const [name, value] of Object.entries(parsed.DefinitionSubstitutions))
    definition = definition.replaceAll(`\${${name}}`, value);
  return {
    name: parsed.StateMachineName,
    arn: intrinsics.attribute(id, 'Arn'),
    roleArn: parsed.RoleArn,
    statements: readStatements(reader, parsed.RoleArn),
    definition,
    isLive: ofType(reader, 'AWS::StepFunctions::StateMachineAlias').some(([, { Properties }]) =>
      JSON.stringify(intrinsics.evaluate(Properties)).includes(
        `"${intrinsics.attribute(id, 'Arn')}:`,
      ),
    ),
  };
}
