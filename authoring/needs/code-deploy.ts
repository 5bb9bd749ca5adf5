// An application and a deployment group of CodeDeploy, and the role that it deploys with.

import type { DeploymentGroup } from '../../core/pipeline/targets/codedeploy-group.ts';
import { logicalId } from '../alarms/name.ts';
import type { NeededResource } from './need.ts';

type Platform = 'Lambda' | 'Server' | 'ECS';

const POLICIES: Readonly<Record<Platform, string>> = {
  Lambda: 'AWSCodeDeployRoleForLambdaLimited',
  Server: 'AWSCodeDeployRole',
  ECS: 'AWSCodeDeployRoleForECS',
};

interface GroupIds {
  readonly application: string;
  readonly group: string;
  readonly role: string;
}

export function groupIds(
  { application, deploymentGroup }: DeploymentGroup,
  platform: Platform,
): GroupIds {
  return {
    application: logicalId(application, 'application'),
    group: logicalId(application, deploymentGroup, 'group'),
    role: `CodeDeployFor${platform}`,
  };
}

/** Two owners of a rollback collide on the one deployment that a group may have: Tidegate is the only one. */
export function groupResources(
  { application, deploymentGroup }: DeploymentGroup,
  platform: Platform,
  properties: Readonly<Record<string, unknown>>,
): Record<string, NeededResource> {
  const ids = groupIds({ application, deploymentGroup }, platform);
  return {
    [ids.role]: role(POLICIES[platform]),
    [ids.application]: {
      Type: 'AWS::CodeDeploy::Application',
      Properties: { ApplicationName: application, ComputePlatform: platform },
    },
    [ids.group]: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        ApplicationName: { Ref: ids.application },
        DeploymentGroupName: deploymentGroup,
        ServiceRoleArn: { 'Fn::GetAtt': [ids.role, 'Arn'] },
        AutoRollbackConfiguration: { Enabled: false },
        ...properties,
      },
    },
  };
}

function role(policy: string): NeededResource {
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'codedeploy.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      ManagedPolicyArns: [
        {
          'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${policy.endsWith('ForECS') ? '' : 'service-role/'}${policy}`,
        },
      ],
    },
  };
}
