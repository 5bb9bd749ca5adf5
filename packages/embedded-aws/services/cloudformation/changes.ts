// What CloudFormation would change between what a stack has and what it is to have.

import type { Change, Contents } from './stack.ts';
import { type Resource, readTemplate, resolved } from './template.ts';

/** Properties that cannot be changed in place, or that may be: of the types that worlds have. */
const REPLACED: Readonly<Record<string, Readonly<Record<string, 'True' | 'Conditional'>>>> = {
  'AWS::DynamoDB::Table': {
    TableName: 'True',
    KeySchema: 'True',
    AttributeDefinitions: 'Conditional',
  },
  'AWS::Lambda::Function': { FunctionName: 'True' },
  'AWS::RDS::DBInstance': {
    DBInstanceIdentifier: 'True',
    Engine: 'True',
    StorageEncrypted: 'True',
    DBParameterGroupName: 'Conditional',
    DBSnapshotIdentifier: 'Conditional',
  },
  'AWS::S3::Bucket': { BucketName: 'True' },
  'AWS::SQS::Queue': { QueueName: 'True', FifoQueue: 'True' },
  'AWS::Cognito::UserPool': { AliasAttributes: 'True', UsernameAttributes: 'True' },
  'AWS::Logs::LogGroup': { LogGroupName: 'True' },
};

/** Each resource that differs, in the order of the new template; what is removed comes last. */
export function changesBetween(before: Contents | undefined, to: Contents): Change[] {
  const old = resourcesOf(before);
  const next = resourcesOf(to);
  const changes = Object.entries(next).flatMap(([logicalId, resource]): Change[] => {
    const { Type: type } = resource;
    const was = old[logicalId];
    if (was === undefined) {
      const nested = to.nested?.[logicalId];
      const within = nested && changesBetween(undefined, nested);
      return [{ action: 'Add', logicalId, type, ...(within && { within }) }];
    }
    if (was.Type !== type)
      return [{ action: 'Modify', logicalId, type: was.Type, replacement: 'True' }];
    const changed = changedIn(
      { resource: was, parameters: before?.parameters ?? {} },
      { resource, parameters: to.parameters },
    );
    const within = changesBetween(before?.nested?.[logicalId], to.nested?.[logicalId] ?? NOTHING);
    const isTagged = JSON.stringify(before?.tags) !== JSON.stringify(to.tags);
    if (changed.length === 0 && within.length === 0 && !isTagged) return [];
    const replacement = replacementOf(type, changed);
    const policy = resource.UpdateReplacePolicy;
    const change: Change = { action: 'Modify', logicalId, type, replacement, policy };
    return [within.length === 0 ? change : { ...change, within }];
  });
  const removed = Object.entries(old).filter(([logicalId]) => !(logicalId in next));
  return [
    ...changes,
    ...removed.map(([logicalId, { Type, DeletionPolicy }]): Change => {
      return { action: 'Remove', logicalId, type: Type, policy: DeletionPolicy };
    }),
  ];
}

const NOTHING: Contents = { template: '', parameters: {}, tags: {} };

function resourcesOf(contents: Contents = NOTHING): Readonly<Record<string, Resource>> {
  return contents.template === '' ? {} : readTemplate(contents.template).Resources;
}

interface Side {
  readonly resource: Resource;
  readonly parameters: Readonly<Record<string, string>>;
}

function changedIn(before: Side, after: Side): string[] {
  const [a, b] = [before, after].map(
    ({ resource, parameters }) =>
      resolved(resource.Properties ?? {}, parameters) as Readonly<Record<string, unknown>>,
  );
  const keys = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
  return keys.filter((key) => JSON.stringify(a?.[key]) !== JSON.stringify(b?.[key]));
}

function replacementOf(type: string, changed: readonly string[]): 'True' | 'False' | 'Conditional' {
  const all = changed.map((key) => REPLACED[type]?.[key]);
  if (all.includes('True')) return 'True';
  return all.includes('Conditional') ? 'Conditional' : 'False';
}
