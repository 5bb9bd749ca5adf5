// What CreateDeployment is given beside the revision, checked against its group.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { flag, text } from '../input.ts';
import { configurationNamed } from './config-forms.ts';
import type { Group } from './deployments.ts';
import type { State } from './new-deployment.ts';
import { RevisionInput } from './revision-input.ts';

const Rollback = z.object({
  enabled: flag.default(false),
  events: z
    .array(z.enum(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST']))
    .default([]),
});
export const Create = z.object({
  applicationName: text,
  deploymentGroupName: text.optional(),
  revision: RevisionInput.optional(),
  deploymentConfigName: text.optional(),
  description: z.string().optional(),
  autoRollbackConfiguration: Rollback.optional(),
  fileExistsBehavior: z.string().optional(),
  ignoreApplicationStopFailures: flag.optional(),
  updateOutdatedInstancesOnly: z.unknown().optional(),
  overrideAlarmConfiguration: z.object({ enabled: flag.default(false) }).optional(),
  targetInstances: z.object({ autoScalingGroups: z.array(text).default([]) }).optional(),
});

type Given = z.infer<typeof Create>;

const LONGEST_DESCRIPTION = 1000;
/** What CodeDeploy takes and nobody here asks for: to leave it out in silence would be to deploy something else. */
const NOT_SIMULATED = 'updateOutdatedInstancesOnly';

/** Throws CodeDeploy's own error for what this group cannot do. */
export function refuseChoices(asked: Given, group: Group, state: State): void {
  const { deploymentConfigName, description = '' } = asked;
  if (description.length > LONGEST_DESCRIPTION)
    throw new AwsError('DescriptionTooLongException', 'The description is too long.');
  if (deploymentConfigName) refuseUnknownConfig(group, deploymentConfigName, state);
  refuseRollback(asked.autoRollbackConfiguration);
  refuseInstances(asked.targetInstances !== undefined, group);
  const hasOwnAlarms = asked.overrideAlarmConfiguration?.enabled && 'alarms of its own';
  const beyond = (asked[NOT_SIMULATED] && NOT_SIMULATED) || hasOwnAlarms;
  if (beyond)
    throw new AwsError(
      'UnsupportedActionForDeploymentTypeException',
      `A deployment with ${beyond} is not simulated.`,
    );
}

function refuseUnknownConfig({ platform }: Group, configName: string, state: State): void {
  if (configurationNamed(state, configName)?.platform === platform) return;
  throw new AwsError(
    'DeploymentConfigDoesNotExistException',
    `No deployment configuration found for name: ${configName}`,
  );
}

/** Those are named with each deployment that take the place of the group's, and then alone. */
function refuseInstances(areNamed: boolean, { blueGreen }: Group): void {
  if (areNamed === (blueGreen?.fleet === 'DISCOVER_EXISTING')) return;
  throw new AwsError(
    'InvalidTargetInstancesException',
    areNamed
      ? 'The target instances can be named for blue/green deployments that discover them only.'
      : 'The target instances must be named for a deployment group that discovers them.',
  );
}

function refuseRollback(rollback: Given['autoRollbackConfiguration']): void {
  if (!rollback?.enabled || rollback.events.length > 0) return;
  throw new AwsError(
    'InvalidAutoRollbackConfigException',
    'The automatic rollback configuration was enabled, but no events were given.',
  );
}
