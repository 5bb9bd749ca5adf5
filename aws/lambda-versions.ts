// Lambda: publishes a version from a pinned artifact, and says when one is ready for traffic. Only what starts a
// deployment does so.

import {
  type FunctionConfiguration,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { Revision } from '../core/revision.ts';
import { answerOf } from './answer.ts';
import { FOR_BYTES, type Place } from './clients.ts';
import { codeOf, digestOfCode } from './lambda.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Versions {
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
  /**
   * The same of a version that is to be sent traffic to. Throws as `publish` does; one that sleeps since nobody used it
   * wakes with its first requests.
   */
  codeOfReady(place: Place, functionName: string, version: string): Promise<string | undefined>;
}

const versioned = z.object({ Version: z.string() });

const BUSY = ['ResourceConflictException', 'CodeVerificationFailedException'];

export function lambdaVersions(access: MemberAccess): Versions {
  const publishing = (place: Place) => access.client(LambdaClient, place, { to: 'deploy' });
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

    codeOfReady: async (place, functionName, version) =>
      codeOf(
        await access.client(LambdaClient, place),
        functionName,
        version,
        ({ State, ...rest }) => {
          if (State !== 'Inactive')
            refuseUnlessActive(`version ${version} of function ${functionName}`, {
              State,
              ...rest,
            });
        },
      ),
  };
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
