// What runs tests: whether it is there, and may be called. Nothing that runs by itself asks.

import { BatchGetProjectsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

const CALLS = /^tidegate-call-(.+)$/;

/** The stages of Tidegate that are deployed there, by the machines that call functions for them. */
export async function tidegatesIn(access: MemberAccess, place: Place): Promise<readonly string[]> {
  const client = await access.client(SFNClient, place);
  const read = async () => {
    const stages: string[] = [];
    for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
      stages.push(...stateMachines.flatMap(({ name = '' }) => CALLS.exec(name)?.[1] ?? []));
    return stages;
  };
  return translated('listing state machines', read());
}

export type Tags = Readonly<Record<string, string>>;

/** Its tags; undefined where there is no such project. */
export async function tagsOfProject(
  access: MemberAccess,
  place: Place,
  name: string,
): Promise<Tags | undefined> {
  const client = await access.client(CodeBuildClient, place);
  const asked = client.send(new BatchGetProjectsCommand({ names: [name] }));
  const { projects = [] } = await translated(`reading project ${name}`, asked);
  const tags = projects[0]?.tags ?? [];
  return projects[0] && Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
}

/** Its tags; undefined where there is no such function, or not the alias that stands after a colon. */
export async function tagsOfFunction(
  access: MemberAccess,
  place: Place,
  named: string,
): Promise<Tags | undefined> {
  const client = await access.client(LambdaClient, place);
  const [FunctionName, Qualifier] = named.split(':');
  try {
    const command = new GetFunctionCommand({ FunctionName, ...(Qualifier && { Qualifier }) });
    return (await client.send(command)).Tags ?? {};
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(`reading function ${named}`, Promise.reject(cause));
  }
}

const READ_TEMPLATE = {
  service: 'fis',
  path: '/experimentTemplates',
  operation: 'GetExperimentTemplate',
};

const Template = z.object({
  experimentTemplate: z.object({ tags: z.record(z.string(), z.string()).nullish() }),
});

/** Its tags; undefined where there is no such template. */
export async function tagsOfExperiment(
  access: MemberAccess,
  place: Place,
  template: string,
): Promise<Tags | undefined> {
  const path = `/experimentTemplates/${template}`;
  const what = `reading experiment template ${template}`;
  try {
    const of = { ...READ_TEMPLATE, path, method: 'GET' } as const;
    const answer = answerOf(what, Template, await signedCall(access, place, of, {}));
    return answer.experimentTemplate.tags ?? {};
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(what, Promise.reject(cause));
  }
}
