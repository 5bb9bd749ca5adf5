// The operations of CloudFormation, each as it is signed and posted: its client is larger than all that is
// done with it.

import type * as z from 'zod';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { formOf } from './query-form.ts';
import { type RestService, type Spoken, signedCall } from './signed-call.ts';
import type { ClientOptions, MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';
import { readXml } from './xml.ts';

export const DESCRIBE_STACKS = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DescribeStacks',
};
export const DESCRIBE_STACK_EVENTS = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DescribeStackEvents',
};
export const GET_TEMPLATE = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.GetTemplate',
};
export const GET_TEMPLATE_SUMMARY = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.GetTemplateSummary',
};
export const LIST_CHANGE_SETS = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.ListChangeSets',
};
export const DESCRIBE_CHANGE_SET = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DescribeChangeSet',
};
export const CREATE_CHANGE_SET = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.CreateChangeSet',
};
export const EXECUTE_CHANGE_SET = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.ExecuteChangeSet',
};
export const DELETE_CHANGE_SET = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.DeleteChangeSet',
};
export const CANCEL_UPDATE_STACK = {
  service: 'cloudformation',
  path: '/',
  target: 'CloudFormation.CancelUpdateStack',
};

const VERSION = '2010-05-15';

/** AWS's Query: a form in, XML out. */
function query(operation: string): Spoken {
  return {
    type: 'application/x-www-form-urlencoded; charset=utf-8',
    write: (input) => formOf({ Action: operation, Version: VERSION, ...input }),
    read: (text) => resultIn(readXml(text)),
    nameOfError: (text) => /<Code>([\w.]+)<\/Code>/.exec(text)?.[1],
    messageOfError: (text) => {
      const { Error: said } = (readXml(text) ?? {}) as { Error?: { Message?: string } };
      return said?.Message ?? text;
    },
  };
}

/** `<DescribeStacksResponse><DescribeStacksResult>…`; what answers nothing has no result. */
function resultIn(response: unknown): unknown {
  const entries = Object.entries((response ?? {}) as Record<string, unknown>);
  return entries.find(([name]) => name.endsWith('Result'))?.[1] ?? {};
}

export interface StackCall<Answer> {
  readonly of: RestService;
  readonly input: object;
  readonly needs: z.ZodType<Answer>;
  readonly what: string;
  readonly options?: ClientOptions;
}

/** Rejects as SDK clients do, with CloudFormation's name of the error. */
export async function stackCall<Answer>(
  access: MemberAccess,
  place: Place,
  { of, input, needs, what, options }: StackCall<Answer>,
): Promise<Answer> {
  const [, operation = ''] = of.target?.split('.') ?? [];
  const spoken = query(operation);
  return answerOf(what, needs, await signedCall(access, place, of, input, options, spoken));
}

/** The same, with what goes wrong said in our words. */
export function askedOf<Answer>(
  access: MemberAccess,
  place: Place,
  call: StackCall<Answer>,
): Promise<Answer> {
  return translated(call.what, stackCall(access, place, call));
}

/** CloudFormation's one answer to what is not there. */
export function isMissing(cause: unknown): boolean {
  return nameOf(cause) === 'ValidationError' && /does not exist/.test((cause as Error).message);
}
