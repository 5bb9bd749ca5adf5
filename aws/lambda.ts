// Lambda: says where an alias points and what a version is, and moves an alias. Publishing is another file's.

import {
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { AliasTruth } from '../core/found-truth.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Functions {
  /** The version an alias points to, whether some of its traffic goes to another, and the name of this setting. */
  aliasOf(
    place: Place,
    functionName: string,
    alias: string,
  ): Promise<{ version: string; isSplit: boolean; setting: string }>;
  /** What an alias is; undefined where it, or its function, is not there. */
  readAlias(place: Place, functionName: string, alias: string): Promise<AliasTruth | undefined>;
  /** The digest of a version's code; undefined where there is no such version. Whether it is up, nobody asks here. */
  codeOf(place: Place, functionName: string, version: string): Promise<string | undefined>;
  /**
   * Sends all traffic of an alias to one version, at once, or all but some share. Throws `NotReady` where it is in
   * another setting by now. Resolves to what Lambda calls the new setting.
   */
  pointAlias(
    place: Place,
    functionName: string,
    alias: string,
    to: {
      readonly version: string;
      readonly setting: string;
      readonly weights?: Readonly<Record<string, number>>;
    },
  ): Promise<string>;
}

const pointing = z.object({ FunctionVersion: z.string() });

export function lambda(access: MemberAccess): Functions {
  const clientIn = (place: Place) => access.client(LambdaClient, place);
  const moving = (place: Place) => access.client(LambdaClient, place, { to: 'stop' });

  return {
    async aliasOf(place, functionName, alias) {
      const found = await readAlias(await clientIn(place), functionName, alias);
      if (found === undefined)
        throw new Failure('ServiceFailed', `expected alias ${alias} of ${functionName}, got none`);
      const { version, weights, setting } = found;
      return { version, isSplit: Object.keys(weights).length > 0, setting };
    },

    readAlias: async (place, functionName, alias) =>
      readAlias(await clientIn(place), functionName, alias),
    codeOf: async (place, functionName, version) =>
      codeOf(await clientIn(place), functionName, version),
    pointAlias: async (place, ...asked) => pointAlias(await moving(place), ...asked),
  };
}

async function pointAlias(
  client: LambdaClient,
  functionName: string,
  alias: string,
  { version, setting, weights = {} }: Parameters<Functions['pointAlias']>[3],
): Promise<string> {
  const command = new UpdateAliasCommand({
    FunctionName: functionName,
    Name: alias,
    FunctionVersion: version,
    RoutingConfig: { AdditionalVersionWeights: { ...weights } },
    ...(setting && { RevisionId: setting }),
  });
  try {
    return (await client.send(command)).RevisionId ?? '';
  } catch (cause) {
    const what = `pointing alias ${alias} of ${functionName}`;
    if (nameOf(cause) !== 'PreconditionFailedException')
      return translated(what, Promise.reject(cause));
    const text = `expected alias ${alias} of ${functionName} to be as it was read, got one that was moved since`;
    throw new Failure('NotReady', text, { cause });
  }
}

async function readAlias(
  client: LambdaClient,
  functionName: string,
  alias: string,
): Promise<AliasTruth | undefined> {
  const command = new GetAliasCommand({ FunctionName: functionName, Name: alias });
  const what = `reading alias ${alias} of ${functionName}`;
  const found = await orNothing(what, client.send(command));
  if (found === undefined) return undefined;
  return {
    kind: 'alias',
    version: answerOf(what, pointing, found).FunctionVersion,
    weights: found.RoutingConfig?.AdditionalVersionWeights ?? {},
    setting: found.RevisionId ?? '',
  };
}

export async function codeOf(
  client: LambdaClient,
  functionName: string,
  version: string,
  check: (state: FunctionConfiguration) => void = () => {},
): Promise<string | undefined> {
  const command = new GetFunctionConfigurationCommand({
    FunctionName: functionName,
    Qualifier: version,
  });
  const what = `reading version ${version} of ${functionName}`;
  const found = await orNothing(what, client.send(command));
  if (found) check(found);
  return found && digestOfCode(found.CodeSha256);
}

/** Lambda tells it in other forms than Tidegate does: that of an archive in base64, an image's in bare digits. */
export function digestOfCode(sha256 = ''): string {
  if (/^[0-9a-f]{64}$/.test(sha256)) return `sha256:${sha256}`;
  return `sha256:${Buffer.from(sha256, 'base64').toString('hex')}`;
}

async function orNothing<T>(what: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(what, Promise.reject(cause));
  }
}
