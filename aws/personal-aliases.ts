// Lambda: aliases that a person has made for themselves, and takes away again. No function of Tidegate does either.

import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { Failure } from '../core/failure.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface AliasSeen {
  readonly version: string;
  /** What it is made known by. */
  readonly description: string;
}

/** Undefined where it, or its function, is not there. */
export async function aliasSeen(
  access: MemberAccess,
  place: Place,
  functionName: string,
  alias: string,
): Promise<AliasSeen | undefined> {
  const client = await access.client(LambdaClient, place);
  const command = new GetAliasCommand({ FunctionName: functionName, Name: alias });
  try {
    const { FunctionVersion = '', Description = '' } = await client.send(command);
    return { version: FunctionVersion, description: Description };
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(`reading alias ${alias} of ${functionName}`, Promise.reject(cause));
  }
}

/** One that was made a moment before is that one. */
export async function createAlias(
  access: MemberAccess,
  place: Place,
  functionName: string,
  alias: string,
  { version, description }: AliasSeen,
): Promise<void> {
  const client = await access.client(LambdaClient, place);
  const command = new CreateAliasCommand({
    FunctionName: functionName,
    Name: alias,
    FunctionVersion: version,
    Description: description,
  });
  try {
    await client.send(command);
  } catch (cause) {
    if (nameOf(cause) === 'ResourceConflictException') {
      const there = await aliasSeen(access, place, functionName, alias);
      if (there?.description === description) return;
    }
    await translated(`making alias ${alias} of ${functionName}`, Promise.reject(cause));
  }
}

export async function deleteAlias(
  access: MemberAccess,
  place: Place,
  functionName: string,
  alias: string,
): Promise<void> {
  const client = await access.client(LambdaClient, place);
  const command = new DeleteAliasCommand({ FunctionName: functionName, Name: alias });
  try {
    await client.send(command);
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return;
    await translated(`deleting alias ${alias} of ${functionName}`, Promise.reject(cause));
  }
}

/** `function:alias`. Resolves to what its code said where it failed; undefined where it did not. */
export async function invokeAlias(
  access: MemberAccess,
  place: Place,
  {
    alias,
    payload,
    ended,
  }: { readonly alias: string; readonly payload: Uint8Array; readonly ended: AbortSignal },
): Promise<string | undefined> {
  const client = await access.client(LambdaClient, place, { attempts: 1 });
  const command = new InvokeCommand({ FunctionName: alias, Payload: payload });
  const answer = await translated(`calling ${alias}`, client.send(command, { abortSignal: ended }));
  if (answer.FunctionError === undefined) return undefined;
  return `${answer.FunctionError}: ${Buffer.from(answer.Payload ?? []).toString()}`;
}

/** Throws `Refused` where it is not what was asked for: a mistake here would be another's alias. */
export function refuseOthers(
  alias: string,
  functionName: string,
  seen: AliasSeen,
  description: string,
): void {
  if (seen.description === description) return;
  throw new Failure(
    'Refused',
    `expected alias ${alias} of ${functionName} to be one that tidegate dev has made here (${description}), got one that ` +
      `somebody else has made: choose another name (--as NAME)`,
  );
}
