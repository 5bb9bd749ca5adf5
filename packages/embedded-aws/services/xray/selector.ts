// X-Ray's entity selectors: `service(…)` and `edge(…, …)` of a name, or of `id(name: …, type: …)`.

import { AwsError } from '../../service.ts';
import type { TracedCalls, TracedService } from './traced.ts';

export interface Selector {
  readonly of: 'service' | 'edge';
  takes(calls: TracedCalls): boolean;
}

type Wanted = (service: TracedService | undefined) => boolean;

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const ENTITY = String.raw`(${QUOTED}|id\(\s*name:\s*${QUOTED}(?:\s*,\s*type:\s*${QUOTED})?\s*\))`;
const SERVICE = new RegExp(String.raw`^\s*service\(\s*${ENTITY}\s*\)\s*$`);
const EDGE = new RegExp(String.raw`^\s*edge\(\s*${ENTITY}\s*,\s*${ENTITY}\s*\)\s*$`);

/**
 *     service("shop")                                        →  all calls of shop
 *     edge("shop", id(name: "orders", type: "AWS::SQS"))     →  shop's calls of that queue
 */
export function selectorFrom(expression: string): Selector {
  const [, service] = SERVICE.exec(expression) ?? [];
  if (service) {
    const wanted = entityFrom(service);
    return { of: 'service', takes: ({ callee }) => wanted(callee) };
  }
  const [, caller, callee] = EDGE.exec(expression) ?? [];
  if (!caller || !callee)
    throw new AwsError(
      'InvalidRequestException',
      `Expected an entity selector such as service("name") or edge("caller", "callee"), got ${expression}.`,
    );
  const [from, to] = [entityFrom(caller), entityFrom(callee)];
  return { of: 'edge', takes: (calls) => from(calls.caller) && to(calls.callee) };
}

function entityFrom(text: string): Wanted {
  const [name, type] = [...text.matchAll(new RegExp(QUOTED, 'g'))].map(([it]) => JSON.parse(it));
  return (service) =>
    service !== undefined && service.name === name && (type === undefined || service.type === type);
}
