// A service whose traffic ECS shifts needs a role that lets ECS do so; what it balances is the service's own.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logicalId } from '../../alarms/name.ts';
import type { Need } from '../need.ts';
import { assumedBy } from '../service-role.ts';

export function ecs({ ecs: it, name, strategy }: TargetOf<'ecs'>): Need {
  const breaker = `${name}: turn on the circuit breaker of service ${it.service}, with rollback: without it nobody ends a deployment whose tasks do not come up`;
  if (strategy === 'rolling') return { resources: {}, cdk: '', remarks: [breaker] };
  const role = `${logicalId(it.service)}TrafficRole`;
  return {
    resources: {
      [role]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...assumedBy('ecs.amazonaws.com'),
          ManagedPolicyArns: [{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${POLICY}` }],
        },
      },
    },
    cdk: `new iam.Role(stack, '${role}', {
  assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
  managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('${POLICY}')],
});
`,
    remarks: [
      `${name}: give service ${it.service} a second target group, and name it, the listener’s rule and ${role} under LoadBalancers: AdvancedConfiguration: { AlternateTargetGroupArn, ProductionListenerRule, RoleArn }`,
      breaker,
    ],
  };
}

const POLICY = 'AmazonECSInfrastructureRolePolicyForLoadBalancers';
