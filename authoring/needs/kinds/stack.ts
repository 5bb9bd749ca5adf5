// A stack needs a role with which CloudFormation changes what is in it: what that may do, only the team knows.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logicalId } from '../../alarms/name.ts';
import type { Need } from '../need.ts';
import { assumedBy } from '../service-role.ts';

export function stack({ stack: it, name }: TargetOf<'stack'>): Need {
  const remarks = [
    `${name}: let the build put ${it.template} into its artifact, a zip archive, with all that the template refers to uploaded already`,
  ];
  if (it.role !== undefined) return { resources: {}, cdk: '', remarks };
  const role = `${logicalId(it.name)}DeployRole`;
  return {
    resources: {
      [role]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...assumedBy('cloudformation.amazonaws.com'),
        },
      },
    },
    cdk: `new iam.Role(stack, '${role}', {
  assumedBy: new iam.ServicePrincipal('cloudformation.amazonaws.com'),
});
`,
    remarks: [
      ...remarks,
      `${name}: give ${role} the permissions for what is in stack ${it.name}, and name its ARN under stack.role, unless the stack has a role already`,
    ],
  };
}
