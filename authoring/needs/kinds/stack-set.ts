// A slice of a StackSet needs the set, and its instances: who may make them, only the organisation knows.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import type { Need } from '../need.ts';

export function stackSet({ stackSet: it, name }: TargetOf<'stackSet'>): Need {
  const { accounts, regions, reads, units } = it;
  const where = `${accounts.join(' ')} in ${regions.join(' ')}`;
  return {
    resources: {},
    cdk: '',
    remarks: [
      `${name}: let the build put ${it.template} into its artifact, a zip archive, with all that the template refers to uploaded already`,
      `${name}: make StackSet ${it.name} with automatic deployment off, and its instances (aws cloudformation create-stack-instances): ${where}`,
      `${name}: where several targets are slices of it, make the set with managed execution (ManagedExecution: { Active: true }), so that its operations wait for each other`,
      ...(units
        ? []
        : [
            `${name}: the roles with which the set acts in its accounts are its own, and not made here`,
          ]),
      ...(reads === 'stacks'
        ? [
            `${name}: deploy docs/aws-member-roles.yml in ${accounts.join(', ')}, so that what runs can be read there, or say stackSet.reads: summaries`,
          ]
        : []),
    ],
  };
}
