// What a running stack calls its resources, as `aws cloudformation describe-stack-resources` says it.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';

const resource = z.object({
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceType: z.string(),
});
const answer = z.union([
  z.object({ StackResources: z.array(resource) }),
  z.object({ StackResourceSummaries: z.array(resource) }),
]);

/** Physical names by logical id. Throws `Refused` where the text is no answer of describe- or list-stack-resources. */
export function physicalNames(text: string, fileName: string): ReadonlyMap<string, string> {
  const parsed = answer.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Failure(
      'Refused',
      `${fileName}:1:1: expected what aws cloudformation describe-stack-resources --stack-name NAME prints, got something else`,
    );
  const { data } = parsed;
  const all = 'StackResources' in data ? data.StackResources : data.StackResourceSummaries;
  return new Map(
    all.flatMap(({ LogicalResourceId, PhysicalResourceId, ResourceType }) => {
      const name = PhysicalResourceId && nameFrom(PhysicalResourceId, ResourceType);
      return name ? [[LogicalResourceId, name] as const] : [];
    }),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The name that metrics and CodeDeploy know, from an id that may be an address.
 *
 *     https://sqs.eu-west-1.amazonaws.com/111122223333/orders                    →  orders
 *     arn:aws:lambda:eu-west-1:111122223333:function:orders:live                 →  live
 *     arn:…:loadbalancer/app/shop/50dc6c495c0c9188  →  app/shop/50dc6c495c0c9188
 *     a REST API’s id  →  undefined: its metrics have its name
 */
function nameFrom(id: string, type: string): string | undefined {
  if (type === 'AWS::ApiGateway::RestApi') return undefined;
  if (type === 'AWS::SQS::Queue') return id.split('/').at(-1);
  if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') return id.split('loadbalancer/').at(-1);
  if (type === 'AWS::ElasticLoadBalancingV2::TargetGroup') return id.split(':').at(-1);
  if (type === 'AWS::ECS::Service' || type === 'AWS::ECS::Cluster') return id.split('/').at(-1);
  return id.startsWith('arn:') ? id.split(':').at(-1) : id;
}
