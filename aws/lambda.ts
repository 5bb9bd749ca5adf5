// Lambda: publishes a version from a pinned artifact, and says where an alias points.

import {
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { AliasTruth } from '../core/found-truth.ts';
import type { Revision } from '../core/revision.ts';
import { answerOf } from './answer.ts';
import { FOR_BYTES, type Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Functions {
  /**
   * The version of the function that has the revision's code, published if there is none yet: Lambda publishes
   * nothing for code that has not changed, so doing it twice is safe. Throws `NotReady` while an update goes on or the
   * version comes up, which may take minutes, and `Refused` if what Lambda took is not the pinned artifact, or the
   * version cannot come up. Lambda reads S3 only in its own region: elsewhere the
   * artifact's bytes come with the request.
   */
  publish(
    place: Place,
    functionName: string,
    revision: Revision,
    bytes?: Uint8Array,
  ): Promise<string>;
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
   * The same of a version that is to be sent traffic to. Throws as `publish` does; one that sleeps since nobody used it
   * wakes with its first requests.
   */
  codeOfReady(place: Place, functionName: string, version: string): Promise<string | undefined>;
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

const versioned = z.object({ Version: z.string() });
const pointing = z.object({ FunctionVersion: z.string() });

const BUSY = ['ResourceConflictException', 'CodeVerificationFailedException'];

export function lambda(access: MemberAccess): Functions {
  const clientIn = (place: Place) => access.client(LambdaClient, place);
  const publishing = (place: Place) => access.client(LambdaClient, place, { to: 'deploy' });
  const moving = (place: Place) => access.client(LambdaClient, place, { to: 'stop' });

  return {
    async publish(place, functionName, { artifact, digest }, bytes) {
      const update = new UpdateFunctionCodeCommand({
        FunctionName: functionName,
        ...(bytes
          ? { ZipFile: bytes }
          : { S3Bucket: artifact.bucket, S3Key: artifact.key, S3ObjectVersion: artifact.version }),
        Publish: true,
      });
      const published = await orNotReady(
        functionName,
        (await publishing(place)).send(update, FOR_BYTES),
      );
      const got = digestOfCode(published.CodeSha256);
      if (got !== digest) {
        throw new Failure(
          'Refused',
          `expected function ${functionName} to take ${digest}, got ${got}: the artifact is not what was pinned`,
        );
      }
      const { Version } = answerOf(`publishing ${functionName}`, versioned, published);
      refuseUnlessActive(`version ${Version} of function ${functionName}`, published);
      return Version;
    },

    async aliasOf(place, functionName, alias) {
      const command = new GetAliasCommand({ FunctionName: functionName, Name: alias });
      const what = `reading alias ${alias} of ${functionName}`;
      const found = await translated(what, (await clientIn(place)).send(command));
      const weights = found.RoutingConfig?.AdditionalVersionWeights ?? {};
      const { FunctionVersion: version } = answerOf(what, pointing, found);
      const isSplit = Object.keys(weights).length > 0;
      return { version, isSplit, setting: found.RevisionId ?? '' };
    },

    readAlias: async (place, functionName, alias) =>
      readAlias(await clientIn(place), functionName, alias),
    codeOf: async (place, functionName, version) =>
      codeOf(await clientIn(place), functionName, version),
    codeOfReady: async (place, functionName, version) =>
      codeOf(await clientIn(place), functionName, version, ({ State, ...rest }) => {
        if (State !== 'Inactive')
          refuseUnlessActive(`version ${version} of function ${functionName}`, { State, ...rest });
      }),

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
  return (
    found && {
      kind: 'alias',
      version: found.FunctionVersion!,
      weights: found.RoutingConfig?.AdditionalVersionWeights ?? {},
      setting: found.RevisionId ?? '',
    }
  );
}

async function codeOf(
  client: LambdaClient,
  functionName: string,
  version: string,
  check: (state: VersionState) => void = () => {},
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

type VersionState = Pick<
  FunctionConfiguration,
  'State' | 'StateReason' | 'StateReasonCode' | 'SnapStart'
>;

/** The machine waits: a function that did would be paid for minutes, and has not as many. */
function refuseUnlessActive(
  what: string,
  { State = 'Active', StateReason, StateReasonCode, SnapStart }: VersionState,
): void {
  // Without its snapshot it starts as slowly as if it had none.
  const isCold =
    SnapStart?.ApplyOn === 'PublishedVersions' && SnapStart.OptimizationStatus === 'Off';
  if (State === 'Active' && isCold)
    throw new Failure('NotReady', `expected ${what} to have its snapshot, got none yet`);
  if (State === 'Active') return;
  const got = [State, StateReasonCode, StateReason].filter(Boolean).join(': ');
  throw new Failure(
    State === 'Failed' ? 'Refused' : 'NotReady',
    `expected ${what} to come up, got ${got}`,
  );
}

/** Lambda tells it in another form than Tidegate does. */
function digestOfCode(sha256 = ''): string {
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

async function orNotReady<T>(functionName: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (BUSY.includes(nameOf(cause))) {
      throw new Failure(
        'NotReady',
        `expected function ${functionName} to be ready for new code, got an update in progress`,
        { cause },
      );
    }
    return translated(`updating the code of ${functionName}`, Promise.reject(cause));
  }
}
