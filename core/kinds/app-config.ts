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
  // How long a strategy takes is AppConfig's to know.
  paceOf: () => undefined,
  getsOf: () => 'template',
  // An environment tells of its deployments where an extension was given to it, and of no revert.
  isQuiet: true,
  hasVersions: true,
};

function profileNode({ appConfig: { application, environment, profile } }: Target): string {
  return `appconfig ${application}/${environment}/${profile}`;
}
