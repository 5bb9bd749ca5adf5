// Instances need an application with a group that says which they are, and CodeDeploy's agent.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { groupIds, groupResources } from '../code-deploy.ts';
import type { Need } from '../need.ts';

export function ec2(target: TargetOf<'ec2'>): Need {
  const { ec2: it, name } = target;
  const ids = groupIds(it, 'Server');
  const groups = autoScalingGroupsOf(target);
  const tagged = [{ Key: TAG, Value: name, Type: 'KEY_AND_VALUE' }];
  const declared = groups.map((each) => {
    const quoted = JSON.stringify(each);
    return `    autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, ${quoted}, ${quoted}),\n`;
  });
  const instances =
    groups.length > 0
      ? `autoScalingGroups: [\n${declared.join('')}  ],\n  installAgent: false,`
      : `ec2InstanceTags: new codedeploy.InstanceTagSet({ '${TAG}': ['${name}'] }),`;
  return {
    resources: groupResources(it, 'Server', {
      DeploymentConfigName: 'CodeDeployDefault.HalfAtATime',
      ...(groups.length > 0 ? { AutoScalingGroups: groups } : { Ec2TagFilters: tagged }),
    }),
    cdk: `new codedeploy.ServerDeploymentGroup(stack, '${ids.group}', {
  application: new codedeploy.ServerApplication(stack, '${ids.application}', {
    applicationName: '${it.application}',
  }),
  deploymentGroupName: '${it.deploymentGroup}',
  deploymentConfig: codedeploy.ServerDeploymentConfig.HALF_AT_A_TIME,
  ${instances}
  autoRollback: { failedDeployment: false },
});
`,
    remarks: [
      `${name}: its instances need CodeDeploy’s agent, and an instance profile that may read the artifact’s bucket`,
      ...(groups.length > 0
        ? []
        : [
            `${name}: give its instances the tag ${TAG}=${name}, or name their Auto Scaling group under watch`,
          ]),
    ],
  };
}

const TAG = 'tidegate-target';

/** The Auto Scaling groups that the target says it consists of. */
function autoScalingGroupsOf({ watch = [], dataPoints }: TargetOf<'ec2'>): string[] {
  const watched = watch.flatMap(({ ec2: it }) => (it ? [it.autoScalingGroup] : []));
  const measured = dataPoints?.dimensions.AutoScalingGroupName;
  return [...new Set([...watched, ...(measured === undefined ? [] : [measured])])];
}
