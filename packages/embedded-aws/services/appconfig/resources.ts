// What rights are asked on: an operation of AppConfig needs them on all that its input names, in ARNs of their own.

import { partitionOf } from '../../partition.ts';
import type { Call } from '../../service.ts';

/** None where nothing is named: of lists of applications and of strategies. */
export function resourcesOf(
  _operation: string,
  input: unknown,
  { account, region }: Call,
): string[] {
  const asked = input as Readonly<Record<string, unknown>>;
  const arn = (rest: string) => `arn:${partitionOf(region)}:appconfig:${region}:${account}:${rest}`;
  if (asked.ApplicationId === undefined) return [];
  const application = `application/${asked.ApplicationId}`;
  const within = (kind: string, id: unknown) =>
    typeof id === 'string' ? [arn(`${application}/${kind}/${id}`)] : [];
  const environment = within('environment', asked.EnvironmentId);
  const profile = within('configurationprofile', asked.ConfigurationProfileId);
  const { DeploymentNumber, DeploymentStrategyId, VersionNumber } = asked;
  return [
    arn(application),
    ...environment,
    ...profile,
    ...(DeploymentNumber ? environment.map((it) => `${it}/deployment/${DeploymentNumber}`) : []),
    ...(VersionNumber
      ? profile.map((it) => `${it}/hostedconfigurationversion/${VersionNumber}`)
      : []),
    ...(DeploymentStrategyId ? [arn(`deploymentstrategy/${DeploymentStrategyId}`)] : []),
  ];
}
