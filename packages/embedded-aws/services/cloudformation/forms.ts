// Stacks and change sets as CloudFormation answers them.

import type { Change, ChangeSet, Contents, Stack, StackEvent } from './stack.ts';
import { hidesValue, readTemplate } from './template.ts';

export function stackForm(stack: Stack) {
  const { contents, drift, triggers } = stack;
  const isEmpty = contents.template === '';
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: isEmpty ? undefined : readTemplate(contents.template).Description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    RoleARN: stack.roleArn,
    Parameters: isEmpty ? [] : parameterForms(contents),
    Tags: tagForms(contents.tags),
    Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    })),
    DriftInformation: { StackDriftStatus: drift },
    RollbackConfiguration: triggers && {
      RollbackTriggers: triggers.alarms.map((name) => ({
        Arn: `arn:aws:cloudwatch:${stack.region}:${stack.account}:alarm:${name}`,
        Type: 'AWS::CloudWatch::Alarm',
      })),
      MonitoringTimeInMinutes: triggers.minutes,
    },
  };
}

/** What is not to be seen is stars, for whoever asks. */
export function parameterForms({ template, parameters }: Contents) {
  const { Parameters = {} } = readTemplate(template);
  return Object.entries(parameters).map(([ParameterKey, value]) => {
    const declared = Parameters[ParameterKey];
    return { ParameterKey, ParameterValue: declared && hidesValue(declared) ? '****' : value };
  });
}

export function tagForms(tags: Contents['tags']) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function changeSetSummary(found: ChangeSet) {
  return {
    StackId: found.stack.id,
    StackName: found.stack.name,
    ChangeSetId: found.id,
    ChangeSetName: found.name,
    Description: found.description,
    CreationTime: found.createdAt,
    Status: found.status,
    StatusReason: found.reason,
    ExecutionStatus: found.execution,
  };
}

export function changeSetForm(found: ChangeSet, changes: readonly Change[]) {
  return {
    ...changeSetSummary(found),
    Parameters: parameterForms(found),
    Tags: tagForms(found.tags),
    Changes: changes.map(({ action, logicalId, type, replacement, changeSetId, policy }) => ({
      Type: 'Resource',
      ResourceChange: {
        PolicyAction: policyActionOf(action, replacement, policy),
        Action: action,
        LogicalResourceId: logicalId,
        PhysicalResourceId: action === 'Add' ? undefined : `${found.stack.name}-${logicalId}`,
        ResourceType: type,
        Replacement: replacement,
        ChangeSetId: changeSetId,
        Scope: action === 'Modify' ? ['Properties'] : [],
      },
    })),
  };
}

function policyActionOf(
  action: Change['action'],
  replacement: Change['replacement'],
  policy: string | undefined,
): string | undefined {
  const isKept = policy === 'Retain' || policy === 'Snapshot';
  if (action === 'Remove') return isKept ? policy : 'Delete';
  if (replacement !== 'True') return undefined;
  return isKept ? `ReplaceAnd${policy}` : 'ReplaceAndDelete';
}

export function eventForm(stack: Stack, event: StackEvent) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    EventId: event.id,
    Timestamp: event.at,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
  };
}
