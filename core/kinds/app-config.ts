// Configuration, or flags, of AppConfig.

import type { TargetOf } from '../pipeline/target-schema.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'appConfig'>;

export const appConfig: Kind<Target> = {
  word: 'AppConfig',
  placesOf: (target) => [{ what: 'configuration profile', node: profileNode(target) }],
  deployedTo: (target) => [profileNode(target)],
  // AppConfig has no metrics of what is configured: who reads it is said under `watch`.
  resourcesOf: () => [],
  codeOf: ({ appConfig: { application } }) => application,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: ({ appConfig: { deploymentStrategy: configuration = '' } }) => {
    const seconds = PREDEFINED_SECONDS.get(configuration);
    return seconds === undefined ? undefined : { configuration, seconds };
  },
  pacedBy: ({ appConfig: { deploymentStrategy } }) =>
    deploymentStrategy === undefined ? undefined : 'strategy',
  getsOf: () => 'template',
  // An environment tells of its deployments where an extension was given to it, and of no revert.
  quietSeconds: ({ appConfig: { deploymentStrategy = '' } }) =>
    PREDEFINED_SECONDS.get(deploymentStrategy) ?? 0,
  hasVersions: true,
};

/**
 * What a deployment by AppConfig's own strategies takes, with its bake; how long a team's own takes is AppConfig's to
 * know: https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy-predefined.html.
 */
const PREDEFINED_SECONDS: ReadonlyMap<string, number> = new Map([
  ['AppConfig.AllAtOnce', 600],
  ['AppConfig.Linear50PercentEvery30Seconds', 120],
  ['AppConfig.Canary10Percent20Minutes', 1_800],
  ['AppConfig.Linear20PercentEvery6Minutes', 3_600],
]);

function profileNode({ appConfig: { application, environment, profile } }: Target): string {
  return `appconfig ${application}/${environment}/${profile}`;
}
