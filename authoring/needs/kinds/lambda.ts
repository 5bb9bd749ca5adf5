// An alias that CodeDeploy shifts needs to be there, and an application with a group for it.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { groupIds, groupResources } from '../code-deploy.ts';
import { aliasIds, aliasResources, declaredAlias } from '../live-alias.ts';
import type { Naming, Need } from '../need.ts';

const CONFIG = 'CodeDeployDefault.LambdaCanary10Percent5Minutes';

export function lambda({ lambda: it }: TargetOf<'lambda'>, naming: Naming): Need {
  const ids = groupIds(it, 'Lambda');
  const shift = {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: { Ref: ids.application },
      DeploymentGroupName: { Ref: ids.group },
    },
  };
  return {
    function: it.function,
    resources: {
      ...groupResources(it, 'Lambda', {
        DeploymentConfigName: CONFIG,
        DeploymentStyle: {
          DeploymentType: 'BLUE_GREEN',
          DeploymentOption: 'WITH_TRAFFIC_CONTROL',
        },
      }),
      ...aliasResources(it, naming, shift),
    },
    cdk: `${declaredAlias(aliasIds(it), it.alias, naming)}new codedeploy.LambdaDeploymentGroup(stack, '${ids.group}', {
  application: new codedeploy.LambdaApplication(stack, '${ids.application}', {
    applicationName: '${it.application}',
  }),
  deploymentGroupName: '${it.deploymentGroup}',
  deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  alias,
  autoRollback: { failedDeployment: false },
});
`,
    remarks: [],
  };
}
