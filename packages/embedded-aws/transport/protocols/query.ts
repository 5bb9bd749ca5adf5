// AWS Query: a form in, XML out (STS, and CloudWatch's older clients). Every value arrives as text.

import { MOST_VALUES } from '../../json-bounds.ts';
import { AwsError } from '../../service.ts';
import type { Exchange, Refuse } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { xmlMembers, xmlText } from './xml.ts';

export function readQuery(request: HttpRequest): Exchange {
  const text = textOf(request);
  if (partsOf(text) > MOST_PARTS)
    throw new AwsError('MalformedInput', `Expected at most ${MOST_PARTS} parameters, got more.`);
  const form = new URLSearchParams(text);
  for (const [name, value] of Object.entries(request.query)) form.append(name, value);
  const operation = form.get('Action');
  if (!operation) throw new AwsError('MissingAction', 'Expected an Action, got none.');

  const tree = parseForm([...form].filter(([name]) => name !== 'Action' && name !== 'Version'));
  return {
    operation,
    input: tree,
    answer: (output, requestId) => answer(operation, output, requestId),
    refuse: refuseQuery,
  };
}

/** Each becomes a few values: the largest PutMetricData holds 360,000 numbers and names. */
const MOST_PARTS = MOST_VALUES / 2;
/** Steps of a name: `MetricData.member.1.Dimensions.member.1.Name` has seven. */
const DEEPEST = 50;

/** How many parameters a form has, told before any is made. */
function partsOf(form: string): number {
  let parts = 1;
  for (let at = form.indexOf('&'); at >= 0; at = form.indexOf('&', at + 1)) parts += 1;
  return parts;
}

/**
 * A tree from the flat names of a form.
 *
 *     Tags.member.1.Key=a & Tags.member.1.Value=b & Name=c   →   { Tags: [{ Key: 'a', Value: 'b' }], Name: 'c' }
 */
export function parseForm(pairs: readonly (readonly [string, string])[]): unknown {
  const tree: Record<string, unknown> = Object.create(null);
  for (const [name, value] of pairs) {
    const steps = name.split('.', DEEPEST + 1);
    if (steps.length > DEEPEST)
      throw new AwsError('MalformedInput', `Expected names of at most ${DEEPEST} steps, got more.`);
    let node = tree;
    for (const step of steps.slice(0, -1)) node = childOf(node, step);
    node[steps.at(-1) ?? ''] = value;
  }
  return listsOf(tree);
}

function childOf(node: Record<string, unknown>, step: string): Record<string, unknown> {
  if (typeof node[step] !== 'object') node[step] = Object.create(null);
  return node[step] as Record<string, unknown>;
}

/** Turns each `{ member: { 1: …, 2: … } }` into a list. */
function listsOf(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node);
  const [[only, inner] = ['', undefined], ...more] = entries;
  if (only === 'member' && more.length === 0 && typeof inner === 'object' && inner !== null) {
    const members = Object.entries(inner);
    return members.sort(([a], [b]) => Number(a) - Number(b)).map(([, each]) => listsOf(each));
  }
  return Object.fromEntries(entries.map(([key, each]) => [key, listsOf(each)]));
}

function answer(operation: string, output: unknown, requestId: string): HttpAnswer {
  const result = xmlMembers(output, 'member');
  const text =
    `<${operation}Response><${operation}Result>${result}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
  return { status: 200, headers: headersOf(requestId), body: bytesOf(text) };
}

export const refuseQuery: Refuse = (error, requestId) => {
  const isUnknown = error.name === 'UnknownOperationException';
  const name = isUnknown ? 'InvalidAction' : error.name;
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const text =
    `<ErrorResponse><Error><Type>${type}</Type><Code>${xmlText(name)}</Code>` +
    `<Message>${xmlText(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  const status = isUnknown ? 400 : error.status;
  return { status, headers: headersOf(requestId), body: bytesOf(text) };
};

function headersOf(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}
