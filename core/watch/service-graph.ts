// Who calls whom, as a tracer saw it, and what of that is a target's.

import type { Case } from '@tidegate/judge/case';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { WatchedResource } from '../pipeline/watch-schema.ts';
import { nodeOf } from './resources.ts';
import { resourcesOf } from './target-resources.ts';

/** A service as X-Ray names it: a function by its name, a queue by its URL, other code by the name it gave itself. */
export interface TracedService {
  readonly name: string;
  /** `AWS::Lambda::Function`, `AWS::DynamoDB::Table`, `remote`, `client` … */
  readonly type: string;
  /** Whose it is, where traces of several accounts are seen together. */
  readonly account?: string;
}

export interface TracedCall {
  readonly caller: TracedService;
  readonly callee: TracedService;
  /** How many calls were traced in the graph's time. */
  readonly calls: number;
}

export interface ServiceGraph {
  readonly services: readonly TracedService[];
  readonly calls: readonly TracedCall[];
}

/** What is asked of a tracer: how all requests of a service fared, or those that one caller sent it. */
export interface TracedEntity {
  readonly caller?: TracedService;
  readonly service: TracedService;
}

/** What the judge is told of, with the node that it is told as. */
export interface TracedNode extends TracedEntity {
  readonly node: string;
}

/** Services that are read of a target, at most, besides its own: those that it calls most. */
const MOST_CALLEES = 8;
/** X-Ray takes selectors of up to 500 characters; two names of such length, with their types, are not more. */
const LONGEST_NAMES = 360;

/**
 * The node of a service. What a tracer only inferred from its caller's side bears the mark that the judge knows.
 *
 *     shop, AWS::Lambda::Function                    →  'xray lambda shop'
 *     https://sqs.…/222233334444/orders, AWS::SQS::Queue  →  'xray sqs orders'
 *     payments, AWS::ECS::Container                  →  'xray ecs payments'
 *     api.example.com, remote                        →  'xray api.example.com_remote'
 */
export function tracedNodeOf(service: TracedService): string {
  const { type } = service;
  if (type === 'remote' || type === 'client') return `xray ${service.name}_${type}`;
  return `xray ${familyOf(service)} ${shortNameOf(service)}`;
}

/**
 * What is read of a target: its own services, all that they are asked; then those that they call, the most called
 * first, and of them only what these calls met: how others fare with them is not this release's doing.
 */
export function tracedNodesOf(target: TargetDefinition, graph: ServiceGraph): TracedNode[] {
  const own = ownServices(target, graph);
  if (own.length === 0) return [];
  const mine = new Set(own.map(tracedNodeOf));
  const called = graph.calls
    .filter(({ caller, callee }) => own.includes(caller) && !mine.has(tracedNodeOf(callee)))
    .filter(({ caller, callee }) => caller.name.length + callee.name.length <= LONGEST_NAMES)
    .sort((a, b) => b.calls - a.calls || (a.callee.name < b.callee.name ? -1 : 1))
    .map(({ caller, callee }) => ({ caller, service: callee, node: tracedNodeOf(callee) }));
  const all = own.map((service) => ({ service, node: tracedNodeOf(service) }));
  return [...once(innermostFirst(all)), ...once(called).slice(0, MOST_CALLEES)];
}

/** Lambda's own view of a function comes after the function's: both have the same node, and the first one is read. */
function innermostFirst(nodes: readonly TracedNode[]): TracedNode[] {
  const isOuter = ({ service }: TracedNode) => service.type === 'AWS::Lambda';
  return [...nodes.filter((each) => !isOuter(each)), ...nodes.filter(isOuter)];
}

function once(nodes: readonly TracedNode[]): TracedNode[] {
  return [...new Map(nodes.toReversed().map((each) => [each.node, each])).values()].toReversed();
}

/**
 * The edges among a target's nodes, `[caller, callee]`. A service that the target also watches has both nodes, and
 * what CloudWatch counts whole stands behind the sample of it: where both are sick, the watched one is named.
 *
 *     shop calls payments        →  xray lambda shop → xray ecs payments, lambda shop:live → xray ecs payments
 *     shop, a watched function   →  xray lambda shop → lambda shop:live
 */
export function tracedEdgesOf(target: TargetDefinition, graph: ServiceGraph): Case['edges'] {
  const own = ownServices(target, graph);
  const namesOf = (service: TracedService) => [
    tracedNodeOf(service),
    ...resourcesOf(target)
      .filter((it) => isOf(target, it, service))
      .map(nodeOf),
  ];
  const edges = new Map<string, Case['edges'][number]>();
  const add = (caller: string, callee: string) => {
    if (caller !== callee) edges.set(JSON.stringify([caller, callee]), [caller, callee]);
  };
  for (const { caller, callee } of graph.calls.filter((call) => own.includes(call.caller))) {
    const isItself = tracedNodeOf(caller) === tracedNodeOf(callee);
    for (const from of isItself ? [] : namesOf(caller))
      for (const to of namesOf(callee)) add(from, to);
  }
  const seen = [...own, ...graph.calls.flatMap((it) => (own.includes(it.caller) ? it.callee : []))];
  for (const service of seen) {
    const [traced, ...watched] = namesOf(service);
    for (const node of watched) if (traced !== undefined) add(traced, node);
  }
  return [...edges.values()];
}

/** The services that are the target's code: what others deploy, or only store, is not. */
function ownServices(target: TargetDefinition, { services }: ServiceGraph): TracedService[] {
  const resources = resourcesOf(target).filter(({ sqs, dynamodb }) => !sqs && !dynamodb);
  return services.filter(
    (service) =>
      (service.account ?? target.account) === target.account &&
      (isApplication(target, service) || resources.some((it) => isOf(target, it, service))),
  );
}

/** Code on instances is known by the name of its CodeDeploy application. */
function isApplication({ ec2 }: TargetDefinition, service: TracedService): boolean {
  return ec2 !== undefined && familyOf(service) === 'ec2' && service.name === ec2.application;
}

function isOf(target: TargetDefinition, resource: WatchedResource, service: TracedService) {
  if ((service.account ?? target.account) !== target.account) return false;
  const { lambda, ecs, apiGateway, sqs, dynamodb, ec2 } = resource;
  const name = shortNameOf(service);
  const is = (family: string, wanted: string) => familyOf(service) === family && name === wanted;
  if (lambda) return is('lambda', lambda.function);
  if (ecs) return is('ecs', ecs.service);
  if (sqs) return is('sqs', sqs.queue);
  if (dynamodb) return is('dynamodb', dynamodb.table);
  if (ec2) return is('ec2', ec2.autoScalingGroup);
  if (!apiGateway) return false;
  const { api, stage } = apiGateway;
  return stage
    ? is('apigateway', `${api}/${stage}`)
    : familyOf(service) === 'apigateway' && name.split('/')[0] === api;
}

/** `AWS::ECS::Fargate` → `ecs`; `Database::SQL` → `database`. */
function familyOf({ type }: TracedService): string {
  const [first = '', second] = type.split('::');
  return (first === 'AWS' && second ? second : first).toLowerCase();
}

function shortNameOf(service: TracedService): string {
  return familyOf(service) === 'sqs' ? service.name.replace(/.*\//s, '') : service.name;
}
