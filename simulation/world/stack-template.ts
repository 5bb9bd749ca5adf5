// The templates that builds make for stacks: a function that has other code with each, its alarm, and a table.

import * as z from 'zod';
import { revision } from './misbehaviour-schema.ts';

export const stackTemplate = z
  .strictObject({
    revision,
    like: revision.optional().meta({
      description: 'What is in it is what that one has: there is nothing to change.',
    }),
    table: z
      .enum(['replaced', 'mayBeReplaced', 'removed'])
      .optional()
      .meta({ description: 'What becomes of the table of what it replaces.' }),
  })
  .meta({
    description:
      'What the template of a revision says, where it is not that its function has other code.',
  });

export type StackTemplate = z.output<typeof stackTemplate>;

const text = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

export function templateOf(name: string, said: readonly StackTemplate[] = []): string {
  const { like = name, table } = said.find((each) => each.revision === name) ?? {};
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
  return text({
    Description: `What ${name} needs.`,
    Metadata: { Revision: name },
    Parameters: {
      MemorySize: { Type: 'Number', Default: 256 },
      ApiKey: { Type: 'String', Default: 'none', NoEcho: true },
    },
    Resources: {
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'artifacts', S3Key: `${like}.zip` },
          MemorySize: { Ref: 'MemorySize' },
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
      ...(table !== 'removed' && { Orders: orders }),
    },
  });
}

/** What it has before anything was ever given. */
export const PARAMETERS = { MemorySize: '256', ApiKey: 'a secret' };

/** The revision whose template it is, by the scenario's name. */
export function revisionOfTemplate(template: string): string | undefined {
  try {
    const { Metadata } = JSON.parse(template) as { Metadata?: { Revision?: string } };
    return Metadata?.Revision;
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
