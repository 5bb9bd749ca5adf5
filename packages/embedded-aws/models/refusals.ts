// How each service names an input that breaks its model.

import { own } from '../own.ts';
import { AwsError } from '../service.ts';
import { type Model, modelOf, type RefusalOf, type Violations } from './model.ts';
import { queryPath, textOf, type Violation } from './violations.ts';

/** By the id of the service; one that is not here checks its inputs itself. */
export function modelFor(serviceId: string): Model | undefined {
  const refusalOf = own(REFUSALS, serviceId);
  return refusalOf && modelOf(serviceId, refusalOf);
}

const named =
  (name: string): RefusalOf =>
  (violations) =>
    new AwsError(name, textOf(violations));

const REFUSALS: Readonly<Record<string, RefusalOf>> = {
  'application-signals': named('ValidationException'),
  cloudformation: named('ValidationError'),
  cloudwatch: (violations, operation) =>
    OF_METRICS.has(operation) ? ofMetrics(violations) : named('ValidationError')(violations, ''),
  codebuild: named('InvalidInputException'),
  codecommit: named('ValidationException'),
  codedeploy: ofDeployments,
  'devops-guru': named('ValidationException'),
  events: named('ValidationException'),
  lambda: named('ValidationException'),
  sqs: ofQueues,
  sts: named('ValidationError'),
  xray: named('InvalidRequestException'),
};

/** The actions that name the parameter in their error; the others, younger, have the text of all of AWS. */
const OF_METRICS = new Set(['GetMetricStatistics', 'ListMetrics', 'PutMetricData']);

function ofMetrics([{ path, value, rule }]: Violations): AwsError {
  const name = `The parameter ${queryPath(path)}`;
  switch (rule.kind) {
    case 'missing':
      return new AwsError('MissingParameter', `${name} is required.`);
    case 'enum':
      return new AwsError(
        'InvalidParameterValue',
        `${name} must be a value in the set [${rule.values.join(', ')}].`,
      );
    case 'type':
      return new AwsError('InvalidParameterValue', `${name} must be ${rule.expected}.`);
    case 'pattern':
      return new AwsError('InvalidParameterValue', `${name} must match ${rule.pattern}.`);
    default: {
      const what = Array.isArray(value) ? `The collection ${queryPath(path)}` : name;
      const size = rule.of === 'value' ? 'be' : Array.isArray(value) ? 'have a size' : 'be';
      const bound = rule.kind === 'most' ? 'less than or equal to' : 'greater than or equal to';
      const unit = rule.of === 'length' && !Array.isArray(value) ? ' characters' : '';
      return new AwsError(
        'InvalidParameterValue',
        `${what} must ${size} ${bound} ${rule.bound}${unit}.`,
      );
    }
  }
}

/** CodeDeploy has a name for each member that is missing, and one for each that is not valid. */
const OF_DEPLOYMENTS: Readonly<Record<string, readonly [missing: string, invalid: string]>> = {
  applicationName: ['ApplicationNameRequired', 'InvalidApplicationName'],
  applicationNames: ['ApplicationNameRequired', 'BatchLimitExceeded'],
  autoRollbackConfiguration: ['', 'InvalidAutoRollbackConfig'],
  createTimeRange: ['', 'InvalidTimeRange'],
  deploymentConfigName: ['DeploymentConfigNameRequired', 'InvalidDeploymentConfigName'],
  deploymentGroupName: ['DeploymentGroupNameRequired', 'InvalidDeploymentGroupName'],
  deploymentGroupNames: ['DeploymentGroupNameRequired', 'BatchLimitExceeded'],
  deploymentId: ['DeploymentIdRequired', 'InvalidDeploymentId'],
  deploymentIds: ['DeploymentIdRequired', 'BatchLimitExceeded'],
  deployed: ['', 'InvalidDeployedStateFilter'],
  fileExistsBehavior: ['', 'InvalidFileExistsBehavior'],
  includeOnlyStatuses: ['', 'InvalidDeploymentStatus'],
  overrideAlarmConfiguration: ['', 'InvalidAlarmConfig'],
  revision: ['RevisionRequired', 'InvalidRevision'],
  sortBy: ['', 'InvalidSortBy'],
  sortOrder: ['', 'InvalidSortOrder'],
  status: ['', 'InvalidLifecycleEventHookExecutionStatus'],
  targetFilters: ['', 'InvalidTargetFilterName'],
  targetId: ['DeploymentTargetIdRequired', 'InvalidDeploymentTargetId'],
  targetIds: ['DeploymentTargetIdRequired', 'InvalidDeploymentTargetId'],
  targetInstances: ['', 'InvalidTargetInstances'],
};

function ofDeployments(violations: Violations): AwsError {
  const [{ path, rule }] = violations;
  const [missing, invalid] = own(OF_DEPLOYMENTS, String(path[0])) ?? [];
  const name = rule.kind === 'missing' && path.length === 1 ? missing : invalid;
  return new AwsError(name ? `${name}Exception` : 'ValidationException', textOf(violations));
}

/** SQS's model knows of missing members only: its limits are its own to say. */
function ofQueues(violations: readonly Violation[]): AwsError {
  const names = violations.map(({ path }) => queryPath(path)).join(', ');
  return new AwsError('MissingParameter', `The request must contain the parameter ${names}.`);
}
