// The templates that builds make for stacks: a function that has other code with each, its alarm, and a table.

import { createHash } from 'node:crypto';
import { artifactBucket, home } from './place.ts';
import type { StackTemplate } from './stack-template-schema.ts';

const text = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** The template of the stack within the stack, by its address; undefined where there is none. */
export function nestedTemplateOf(
  name: string,
  said: readonly StackTemplate[],
): { readonly key: string; readonly text: string } | undefined {
  const { table, nested } = said.find((each) => each.revision === name) ?? {};
  if (!nested) return undefined;
  const topic = { Type: 'AWS::SNS::Topic', Properties: {} };
  const inner = text({ Resources: { Told: topic, ...tableOf(name, table) } });
  const key = `nested/${createHash('sha256').update(inner).digest('hex').slice(0, 16)}.template`;
  return { key, text: inner };
}

export function templateOf(name: string, said: readonly StackTemplate[] = []): string {
  const { like = name, table, sized = true } = said.find((each) => each.revision === name) ?? {};
  const nested = nestedTemplateOf(name, said);
  return text({
    Description: `What ${name} needs.`,
    Metadata: { Revision: name },
    Parameters: {
      ...(sized && { MemorySize: { Type: 'Number', Default: 256 } }),
      ApiKey: { Type: 'String', Default: 'none', NoEcho: true },
    },
    Resources: {
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'artifacts', S3Key: `${like}.zip` },
          MemorySize: sized ? { Ref: 'MemorySize' } : 256,
        },
      },
      Errors: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          MetricName: 'Errors',
          Namespace: 'AWS/Lambda',
          Dimensions: [{ Value: like }],
        },
      },
      ...(nested ? { Storage: stackWith(nested.key) } : tableOf(name, table)),
    },
  });
}

function tableOf(name: string, table: StackTemplate['table']) {
  const key = table === 'replaced' ? `${name}-id` : 'id';
  const kind = table === 'mayBeReplaced' ? `${name}-id` : 'id';
  const orders = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: kind, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    },
  };
  return table !== 'removed' && { Orders: orders };
}

function stackWith(key: string) {
  const TemplateURL = `https://${artifactBucket}.s3.${home.region}.amazonaws.com/${key}`;
  return { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } };
}

const PARAMETERS: Readonly<Record<string, string>> = { MemorySize: '256', ApiKey: 'a secret' };

/** What one with that template has before anything was ever given. */
export function parametersOf(template: string): Readonly<Record<string, string>> {
  const { Parameters = {} } = readOf(template) ?? {};
  return Object.fromEntries(Object.entries(PARAMETERS).filter(([key]) => key in Parameters));
}

/** The revision whose template it is, by the scenario's name. */
export function revisionOfTemplate(template: string): string | undefined {
  return readOf(template)?.Metadata?.Revision;
}

interface Read {
  readonly Metadata?: { readonly Revision?: string };
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

function readOf(template: string): Read | undefined {
  try {
    return JSON.parse(template) as Read;
  } catch {
    return undefined;
  }
}

/** Revisions whose templates differ in nothing but what they are called: CloudFormation finds nothing to change. */
export function alikeTo(name: string, said: readonly StackTemplate[]): string[] {
  const named = new Set(said.flatMap(({ revision: its, like }) => [its, ...(like ? [like] : [])]));
  const same = substanceOf(templateOf(name, said));
  return [...named].filter((each) => each !== name && substanceOf(templateOf(each, said)) === same);
}

function substanceOf(template: string): string {
  const read = JSON.parse(template) as Readonly<Record<string, unknown>>;
  return text({ ...read, Description: '', Metadata: {} });
}
