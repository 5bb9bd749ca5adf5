// A state machine needs an alias, made so that its stack never moves it again.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logicalId } from '../../alarms/name.ts';
import type { Naming, Need } from '../need.ts';

export function machine({ machine: it, name }: TargetOf<'machine'>, { tag }: Naming): Need {
  const ids = {
    version: logicalId(it.name, it.alias, 'first', 'version'),
    alias: logicalId(it.name, it.alias, 'alias'),
  };
  const arn = `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${it.name}`;
  return {
    resources: {
      [ids.version]: {
        Type: 'AWS::StepFunctions::StateMachineVersion',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { StateMachineArn: { 'Fn::Sub': arn } },
      },
      [ids.alias]: {
        Type: 'AWS::StepFunctions::StateMachineAlias',
        Properties: {
          Name: it.alias,
          RoutingConfiguration: [{ StateMachineVersionArn: { Ref: ids.version }, Weight: 100 }],
        },
      },
    },
    cdk: `const machineArn = stack.formatArn({
  service: 'states', resource: 'stateMachine', resourceName: '${it.name}', arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
});
const first = new sfn.CfnStateMachineVersion(stack, '${ids.version}', { stateMachineArn: machineArn });
first.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
new sfn.CfnStateMachineAlias(stack, '${ids.alias}', {
  name: '${it.alias}',
  routingConfiguration: [{ stateMachineVersionArn: first.ref, weight: 100 }],
});
`,
    remarks: [
      `${name}: give state machine ${it.name} the tag tidegate=${tag}, and have whoever starts it name its alias ${it.alias}: without it they run what was brought there last, whatever the alias says`,
      `${name}: let the build put ${it.definition} into its artifact, whole, with the ARNs of this account and region; the template’s own definition changes what the machine has only where that text changes`,
    ],
  };
}
