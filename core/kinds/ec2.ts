// The instances of a deployment group of CodeDeploy.

import { deploymentGroupNode } from '../change.ts';
import type { TargetOf } from '../pipeline/target-schema.ts';
import type { Kind } from './kind.ts';

export const ec2: Kind<TargetOf<'ec2'>> = {
  word: 'EC2',
  placesOf: (target) => [{ what: 'deployment group', node: groupNode(target) }],
  deployedTo: (target) => [groupNode(target), `ec2 ${target.ec2.application}`],
  resourcesOf: () => [],
  codeOf: () => undefined,
  applicationOf: (target) => target.ec2.application,
  groupOf: (target) => target.ec2,
  paceOf: () => undefined,
  getsOf: () => 'copy',
  hasVersions: false,
};

function groupNode({ ec2: { application, deploymentGroup } }: TargetOf<'ec2'>): string {
  return deploymentGroupNode(application, deploymentGroup);
}
