// A Lambda function whose alias CodeDeploy shifts.

import { deploymentGroupNode } from '../change.ts';
import type { TargetOf } from '../pipeline/target-schema.ts';
import { nodeOf } from '../watch/resources.ts';
import type { Kind } from './kind.ts';

export const lambda: Kind<TargetOf<'lambda'>> = {
  word: 'Lambda',
  placesOf: (target) => [
    { what: 'alias', node: aliasNode(target) },
    { what: 'deployment group', node: groupNode(target) },
  ],
  deployedTo: (target) => [groupNode(target), aliasNode(target)],
  resourcesOf: (target) => [resourceOf(target)],
  codeOf: (target) => target.lambda.function,
  applicationOf: () => undefined,
  groupOf: (target) => target.lambda,
  paceOf: () => undefined,
  getsOf: ({ lambda: { image } }) => (image === undefined ? 'artifact' : 'images'),
  hasVersions: true,
};

function resourceOf({ lambda: { function: name, alias } }: TargetOf<'lambda'>) {
  return { lambda: { function: name, alias } };
}

function aliasNode(target: TargetOf<'lambda'>): string {
  return nodeOf(resourceOf(target));
}

function groupNode({ lambda: { application, deploymentGroup } }: TargetOf<'lambda'>): string {
  return deploymentGroupNode(application, deploymentGroup);
}
