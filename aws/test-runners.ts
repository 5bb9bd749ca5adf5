// What runs tests, beside Tidegate: whether it is there, and may be called. Nothing that runs by itself asks.

import { BatchGetProjectsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
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

export async function hasProject(
  access: MemberAccess,
  place: Place,
  name: string,
): Promise<boolean> {
  const client = await access.client(CodeBuildClient, place);
  const asked = client.send(new BatchGetProjectsCommand({ names: [name] }));
  const { projects = [] } = await translated(`reading project ${name}`, asked);
  return projects.length > 0;
}

/** Its tags; undefined where there is no such function, or not the alias that stands after a colon. */
export async function tagsOfFunction(
  access: MemberAccess,
  place: Place,
  named: string,
): Promise<Readonly<Record<string, string>> | undefined> {
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

export async function hasExperiment(
  access: MemberAccess,
  place: Place,
  template: string,
): Promise<boolean> {
  const path = `/experimentTemplates/${template}`;
  try {
    await signedCall(access, place, { ...READ_TEMPLATE, path, method: 'GET' }, {});
    return true;
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return false;
    return translated(`reading experiment template ${template}`, Promise.reject(cause));
  }
}
