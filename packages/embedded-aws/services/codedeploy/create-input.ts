// What CreateDeployment is given beside the revision, checked against its group.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { flag, text } from '../input.ts';
import type { DeploymentChoices, Group } from './deployments.ts';
import { RevisionInput } from './revision-input.ts';
import { instancesAtOnce, trafficSteps } from './traffic.ts';

const Rollback = z.object({
  enabled: flag.default(false),
  events: z
    .array(z.enum(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST']))
    .default([]),
});
const Alarms = z.object({
  enabled: flag.default(false),
  ignorePollAlarmFailure: flag.default(false),
  alarms: z.array(z.object({ name: text })).default([]),
});

export const Create = z.object({
  applicationName: text,
  deploymentGroupName: text.optional(),
  revision: RevisionInput.optional(),
  deploymentConfigName: text.optional(),
  description: z.string().optional(),
  autoRollbackConfiguration: Rollback.optional(),
  ignoreApplicationStopFailures: flag.optional(),
  updateOutdatedInstancesOnly: flag.optional(),
  fileExistsBehavior: z.string().optional(),
  overrideAlarmConfiguration: Alarms.optional(),
  targetInstances: z.looseObject({}).optional(),
});

type Given = z.infer<typeof Create>;

const LONGEST_DESCRIPTION = 1000;
const MOST_ALARMS = 10;

/** Throws CodeDeploy's own error for what this group cannot do. */
export function choicesFrom(asked: Given, group: Group): DeploymentChoices {
  const { deploymentConfigName, description = '', overrideAlarmConfiguration: alarms } = asked;
  if (description.length > LONGEST_DESCRIPTION)
    throw new AwsError('DescriptionTooLongException', 'The description is too long.');
  if (deploymentConfigName) refuseUnknownConfig(group, deploymentConfigName);
  refuseRollback(asked.autoRollbackConfiguration);
  if (asked.targetInstances && group.platform === 'Lambda')
    throw new AwsError(
      'InvalidTargetInstancesException',
      'Target instances cannot be given for the Lambda compute platform.',
    );
  if (alarms && alarms.alarms.length > MOST_ALARMS)
    throw new AwsError(
      'AlarmsLimitExceededException',
      `The maximum number of alarms for a deployment group (${MOST_ALARMS}) was exceeded.`,
    );
  return {
    ignoreApplicationStopFailures: asked.ignoreApplicationStopFailures,
    updateOutdatedInstancesOnly: asked.updateOutdatedInstancesOnly,
    fileExistsBehavior: asked.fileExistsBehavior,
    alarms: alarms && {
      enabled: alarms.enabled,
      ignorePollAlarmFailure: alarms.ignorePollAlarmFailure,
      names: alarms.alarms.map(({ name }) => name),
    },
  };
}

function refuseUnknownConfig({ platform, instances }: Group, configName: string): void {
  const known =
    platform === 'Lambda' ? trafficSteps(configName) : instancesAtOnce(configName, instances.size);
  if (known) return;
  throw new AwsError(
    'DeploymentConfigDoesNotExistException',
    `No deployment configuration found for name: ${configName}`,
  );
}

function refuseRollback(rollback: Given['autoRollbackConfiguration']): void {
  if (!rollback?.enabled || rollback.events.length > 0) return;
  throw new AwsError(
    'InvalidAutoRollbackConfigException',
    'The automatic rollback configuration was enabled, but no events were given.',
  );
}
