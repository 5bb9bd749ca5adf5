// The operations of CloudFormation on StackSets, each as it is signed and posted.

import type { RestService } from './signed-call.ts';

export const DESCRIBE_STACK_SET: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DescribeStackSet',
};
export const LIST_STACK_INSTANCES: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.ListStackInstances',
};
export const DESCRIBE_STACK_INSTANCE: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DescribeStackInstance',
};
export const LIST_STACK_SET_OPERATIONS: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.ListStackSetOperations',
};
export const DESCRIBE_STACK_SET_OPERATION: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DescribeStackSetOperation',
};
export const LIST_STACK_SET_OPERATION_RESULTS: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.ListStackSetOperationResults',
};
export const UPDATE_STACK_SET: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.UpdateStackSet',
};
export const UPDATE_STACK_INSTANCES: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.UpdateStackInstances',
};
export const STOP_STACK_SET_OPERATION: RestService = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.StopStackSetOperation',
};
