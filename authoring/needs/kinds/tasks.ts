// A service whose tasks CodeDeploy replaces needs an application with a group for it, and two target groups.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { groupIds, groupResources } from '../code-deploy.ts';
import type { Need } from '../need.ts';

/** Long enough that a bake ends before the old tasks do: CodeDeploy is told to end them as soon as it has passed. */
const KEPT_MINUTES = 2880;
const READY_MINUTES = 60;

export function tasks({ ecs: it, name }: TargetOf<'tasks'>): Need {
  const ids = groupIds(it, 'ECS');
  const listener = 'TODO-listener-arn';
  const [blue, green] = [`${it.service}-blue`, `${it.service}-green`];
  return {
    resources: groupResources(it, 'ECS', {
      DeploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ECSServices: [{ ClusterName: it.cluster, ServiceName: it.service }],
      LoadBalancerInfo: {
        TargetGroupPairInfoList: [
          {
            TargetGroups: [{ Name: blue }, { Name: green }],
            ProdTrafficRoute: { ListenerArns: [listener] },
          },
        ],
      },
      BlueGreenDeploymentConfiguration: {
        DeploymentReadyOption: {
          ActionOnTimeout: 'STOP_DEPLOYMENT',
          WaitTimeInMinutes: READY_MINUTES,
        },
        TerminateBlueInstancesOnDeploymentSuccess: {
          Action: 'TERMINATE',
          TerminationWaitTimeInMinutes: KEPT_MINUTES,
        },
      },
    }),
    cdk: `new codedeploy.EcsDeploymentGroup(stack, '${ids.group}', {
  application: new codedeploy.EcsApplication(stack, '${ids.application}', {
    applicationName: '${it.application}',
  }),
  deploymentGroupName: '${it.deploymentGroup}',
  deploymentConfig: codedeploy.EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  service: TODO_service,
  blueGreenDeploymentConfig: {
    blueTargetGroup: TODO_blue,
    greenTargetGroup: TODO_green,
    listener: TODO_listener,
    deploymentApprovalWaitTime: cdk.Duration.minutes(${READY_MINUTES}),
    terminationWaitTime: cdk.Duration.minutes(${KEPT_MINUTES}),
  },
  autoRollback: { failedDeployment: false },
});
`,
    remarks: [
      `${name}: service ${it.service} needs the deployment controller CODE_DEPLOY, which it is made with and keeps, and target groups ${blue} and ${green}; write its listener in the place of ${listener}`,
    ],
  };
}
