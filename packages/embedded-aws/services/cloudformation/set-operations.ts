// CloudFormation's API actions on StackSets.

import type * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { parseInput } from '../input.ts';
import { pageOf } from '../paging.ts';
import { parameterForms, tagForms } from './forms.ts';
import { InstanceNamed, Named, OperationNamed, Update, UpdateInstances } from './set-inputs.ts';
import { setArn, stopOn } from './set-life.ts';
import { instanceNamed, operationNamed, stackSetNamed } from './set-named.ts';
import { updateInstances, updateSet } from './set-update.ts';
import { isUnderWay, type SetInstance, type SetOperation, type StackSet } from './stack-set.ts';
import type { Store } from './store.ts';

export function setOperations(store: Store): Record<string, Operation> {
  return {
    DescribeStackSet: (input, call) => {
      const { StackSetName } = parse(Named, input);
      return { StackSet: setForm(stackSetNamed(store, StackSetName, call)) };
    },
    ListStackInstances: (input, call) => {
      const { StackSetName, NextToken, MaxResults } = parse(Named, input);
      const set = stackSetNamed(store, StackSetName, call);
      return pageForm(set.instances, MaxResults, NextToken, (each) => instanceForm(set, each));
    },
    ListStackSetOperations: (input, call) => {
      const { StackSetName, NextToken, MaxResults } = parse(Named, input);
      const { operations } = stackSetNamed(store, StackSetName, call);
      return pageForm(operations, MaxResults, NextToken, operationForm);
    },
    DescribeStackSetOperation: (input, call) => {
      const { StackSetName, OperationId } = parse(OperationNamed, input);
      const set = stackSetNamed(store, StackSetName, call);
      const found = operationNamed(set, OperationId);
      return { StackSetOperation: { ...operationForm(found), StackSetId: set.id } };
    },
    ListStackSetOperationResults: (input, call) => {
      const { StackSetName, OperationId, NextToken, MaxResults } = parse(OperationNamed, input);
      const found = operationNamed(stackSetNamed(store, StackSetName, call), OperationId);
      return pageForm(found.results, MaxResults, NextToken, ({ instance, status, reason }) => ({
        Account: instance.account,
        Region: instance.region,
        Status: status,
        StatusReason: reason,
      }));
    },
    UpdateStackSet: (input, call) => ({
      OperationId: updateSet(store, parse(Update, input), call),
    }),
    UpdateStackInstances: (input, call) => ({
      OperationId: updateInstances(store, parse(UpdateInstances, input), call),
    }),
    DescribeStackInstance: (input, call) => {
      const asked = parse(InstanceNamed, input);
      const set = stackSetNamed(store, asked.StackSetName, call);
      const { StackInstanceAccount: account, StackInstanceRegion: region } = asked;
      return { StackInstance: overriddenForm(set, instanceNamed(set, { account, region })) };
    },
    StopStackSetOperation: (input, call) => {
      const { StackSetName, OperationId } = parse(OperationNamed, input);
      const set = stackSetNamed(store, StackSetName, call);
      const found = operationNamed(set, OperationId);
      if (!isUnderWay(found) && found.status !== 'QUEUED')
        throw new AwsError(
          'InvalidOperationException',
          `Operation ${found.id} is in ${found.status} state and cannot be stopped`,
        );
      if (found.status !== 'STOPPING') stopOn(store, set, found);
      return {};
    },
  };
}

function pageForm<Item>(
  all: readonly Item[],
  most: number,
  token: string | undefined,
  form: (item: Item) => object,
) {
  const { items, nextToken } = pageOf(all, most, token, 'ValidationError');
  return { Summaries: items.map(form), NextToken: nextToken };
}

function setForm(set: StackSet) {
  const { contents } = set;
  return {
    StackSetName: set.name,
    StackSetId: set.id,
    StackSetARN: setArn(set),
    Status: 'ACTIVE',
    TemplateBody: contents.template.replaceAll(/[^\0-\x7f]/g, '?'),
    Parameters: parameterForms(contents),
    Tags: tagForms(contents.tags),
    PermissionModel: set.permissionModel,
    // A set that the organisation does not manage has none.
    ...(set.permissionModel === 'SERVICE_MANAGED' && {
      AutoDeployment: { Enabled: set.deploysByItself, RetainStacksOnAccountRemoval: false },
    }),
    ManagedExecution: { Active: set.queues },
  };
}

function instanceForm(set: StackSet, it: SetInstance) {
  return {
    StackSetId: set.id,
    Account: it.account,
    Region: it.region,
    StackId: it.stack?.id,
    Status: it.status,
    StatusReason: it.reason,
    StackInstanceStatus: { DetailedStatus: it.detail },
    OrganizationalUnitId: it.unit,
    DriftStatus: it.stack?.drift ?? 'NOT_CHECKED',
    LastOperationId: it.lastOperation,
  };
}

/** Only what is asked of one instance says what it overrides. */
function overriddenForm(set: StackSet, it: SetInstance) {
  const { template } = set.contents;
  const ParameterOverrides = parameterForms({ template, parameters: it.overrides, tags: {} });
  return { ...instanceForm(set, it), ParameterOverrides };
}

function operationForm(it: SetOperation) {
  return {
    OperationId: it.id,
    Action: it.action,
    Status: it.status,
    StatusReason: it.reason,
    CreationTimestamp: it.createdAt,
    EndTimestamp: it.endedAt,
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}
