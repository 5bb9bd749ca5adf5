// How near a change is to what suffers.

import type { Case } from '@tidegate/judge/case';
import { kindFor } from './kinds/kinds.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import { nodeOf } from './watch/resources.ts';
import { resourcesOf } from './watch/target-resources.ts';

/** What suffers, and where. */
export interface Sick {
  readonly target: TargetDefinition;
  /** The sick nodes, the likeliest cause first; none where only an alarm speaks. */
  readonly ranked: readonly string[];
  /** `[caller, callee]`. */
  readonly edges: Case['edges'];
}

export interface Nearness {
  /** Above 0 and at most 1. */
  readonly weight: number;
  /** What a person reads. */
  readonly text: string;
}

const WEIGHTS = { cause: 1, beside: 0.7, target: 0.5, place: 0.3 } as const;

/**
 * How near a change is that is known to be in the target's account and region.
 *
 *     on the likeliest cause, or on the target where the cause is its own         →  1
 *     on another sick node, on what a sick node calls, on what the target watches →  0.7
 *     on the target, whose cause is another's                                     →  0.5
 *     in the same account and region                                              →  0.3
 */
export function nearnessOf(nodes: readonly string[], sick: Sick): Nearness {
  const { target, ranked, edges } = sick;
  const isOnTarget = nodes.some((node) => deployedTo(target).some((it) => touches(node, it)));
  const isTouched = (node: string) =>
    nodes.some((each) => touches(each, node)) || (isOnTarget && isOwn(target, node));
  const [cause] = ranked;
  if (cause === undefined && isOnTarget) return near('cause', `on ${target.name}`);
  if (cause !== undefined && isTouched(cause)) return near('cause', `on ${cause}`);
  const alsoSick = ranked.find(isTouched);
  if (alsoSick !== undefined) return near('beside', `on ${alsoSick}, which suffers too`);
  if (isOnTarget) return near('target', `on ${target.name}`);
  const called = calledBy(ranked, edges).find(isTouched);
  if (called !== undefined) return near('beside', `on ${called}, which is called`);
  const watched = resourcesOf(target).map(nodeOf).find(isTouched);
  if (watched !== undefined) return near('beside', `on ${watched}`);
  return near('place', 'in the same account and region');
}

function near(how: keyof typeof WEIGHTS, text: string): Nearness {
  return { weight: WEIGHTS[how], text };
}

/** The nodes that a deployment to the target changes. */
export function deployedTo(target: TargetDefinition): readonly string[] {
  return kindFor(target).deployedTo(target);
}

/** Whether a node shows what the target's own code does: all but what only stores, and what it calls. */
function isOwn(target: TargetDefinition, node: string): boolean {
  if (node.startsWith('metric ')) return true;
  const serving = resourcesOf(target).filter(({ sqs, dynamodb }) => !sqs && !dynamodb);
  return [...deployedTo(target), ...serving.map(nodeOf)].some((own) => touches(own, node));
}

/** What the sick nodes call, and what that calls. */
function calledBy(sick: readonly string[], edges: Case['edges']): string[] {
  const reached = new Set(sick);
  for (const node of reached)
    for (const [caller, callee] of edges) if (caller === node) reached.add(callee);
  return [...reached].slice(sick.length);
}

/**
 * Whether two names are of the same thing: a tracer's and CloudWatch's, with a cluster or an alias and without.
 *
 *     lambda shop, xray lambda shop         →  true
 *     lambda shop, lambda shop:live         →  true
 *     ecs prod/payments, xray ecs payments  →  true
 *     ecs prod/payments, ecs beta/payments  →  false
 *     sqs shop, dynamodb shop               →  false
 */
export function touches(a: string, b: string): boolean {
  const [kindOfA, nameOfA] = partsOf(a);
  const [kindOfB, nameOfB] = partsOf(b);
  if (kindOfA !== kindOfB) return false;
  const isWhole = nameOfA.includes('/') && nameOfB.includes('/');
  if (kindOfA !== 'ecs' || isWhole) return nameOfA === nameOfB;
  return nameOfA.split('/').at(-1) === nameOfB.split('/').at(-1);
}

function partsOf(node: string): [kind: string, name: string] {
  const plain = node.replace(/^xray /, '');
  const blank = plain.indexOf(' ');
  const kind = plain.slice(0, blank);
  const name = plain.slice(blank + 1);
  return [kind, ['lambda', 'machine'].includes(kind) ? name.replace(/:.*/s, '') : name];
}
