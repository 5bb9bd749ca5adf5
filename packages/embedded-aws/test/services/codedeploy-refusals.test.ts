import {
  BatchGetDeploymentsCommand,
  CreateDeploymentCommand,
  type CreateDeploymentCommandInput,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import { errorName } from '../embedded.ts';
import { group, lambdaGroup } from './codedeploy-world.ts';

const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content: '{}' } };
const create = (more: Partial<CreateDeploymentCommandInput>) =>
  new CreateDeploymentCommand({ ...group, revision, ...more });

test.each<[string, Partial<CreateDeploymentCommandInput>, string]>([
  ['no group', { deploymentGroupName: undefined }, 'DeploymentGroupNameRequiredException'],
  ['no application', { applicationName: undefined as never }, 'ApplicationNameRequiredException'],
  [
    'a name too long',
    { deploymentGroupName: 'x'.repeat(101) },
    'InvalidDeploymentGroupNameException',
  ],
  ['no revision', { revision: undefined }, 'RevisionRequiredException'],
  [
    'a kind of revision that is none',
    { revision: { revisionType: 'Tape' as 'S3' } },
    'InvalidRevisionException',
  ],
  ['a description too long', { description: 'x'.repeat(1001) }, 'DescriptionTooLongException'],
  [
    'a rollback on nothing',
    { autoRollbackConfiguration: { enabled: true } },
    'InvalidAutoRollbackConfigException',
  ],
  [
    'alarms of its own',
    { overrideAlarmConfiguration: { enabled: true, alarms: [{ name: 'a' }] } },
    'UnsupportedActionForDeploymentTypeException',
  ],
  [
    'a behaviour that is none',
    { fileExistsBehavior: 'ASK' as 'RETAIN' },
    'InvalidFileExistsBehaviorException',
  ],
  [
    'a configuration that is none',
    { deploymentConfigName: 'Slowly' },
    'DeploymentConfigDoesNotExistException',
  ],
  [
    'instances of its own',
    { targetInstances: { autoScalingGroups: ['a'] } },
    'InvalidTargetInstancesException',
  ],
])('a deployment with %s is refused', async (_, more, name) => {
  const { play, codedeploy } = lambdaGroup();

  expect(await play(() => errorName(codedeploy.send(create(more))))).toBe(name);
});

test.each<[string, ListDeploymentsCommand | BatchGetDeploymentsCommand, string]>([
  [
    'a group without its application',
    new ListDeploymentsCommand({ deploymentGroupName: 'prod' }),
    'ApplicationNameRequiredException',
  ],
  [
    'an application without a group',
    new ListDeploymentsCommand({ applicationName: 'checkout-api' }),
    'DeploymentGroupNameRequiredException',
  ],
  [
    'a status that is none',
    new ListDeploymentsCommand({ includeOnlyStatuses: ['Odd' as 'Ready'] }),
    'InvalidDeploymentStatusException',
  ],
  [
    'a time that ends before it starts',
    new ListDeploymentsCommand({ createTimeRange: { start: new Date(2), end: new Date(1) } }),
    'InvalidTimeRangeException',
  ],
  [
    'a token of no page',
    new ListDeploymentsCommand({ nextToken: 'x' }),
    'InvalidNextTokenException',
  ],
  [
    'no ids',
    new BatchGetDeploymentsCommand({ deploymentIds: [] }),
    'DeploymentIdRequiredException',
  ],
  [
    'too many ids',
    new BatchGetDeploymentsCommand({ deploymentIds: Array(101).fill('d-1') }),
    'BatchLimitExceededException',
  ],
])('to ask for %s is refused', async (_, command, name) => {
  const { play, codedeploy } = lambdaGroup();

  expect(await play(() => errorName(codedeploy.send(command as ListDeploymentsCommand)))).toBe(
    name,
  );
});
