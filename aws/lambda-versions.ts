// Lambda: publishes a version from a pinned artifact, and says when one is ready for traffic. Only what starts a
// deployment does so.

import {
  type FunctionConfiguration,
  LambdaClient,
  UpdateFunctionCodeCommand,
  type UpdateFunctionCodeCommandInput,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import { FOR_BYTES, type Place } from './clients.ts';
import { codeOf, digestOfCode } from './lambda.ts';
import type { PinnedArtifact } from './s3.ts';
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
    packaged: { readonly artifact: PinnedArtifact; readonly digest: string },
    bytes?: Uint8Array,
  ): Promise<string>;
  /** The same of an image that is given by its digest. */
  publishImage(place: Place, functionName: string, image: string): Promise<string>;
  /**
   * The same of a version that is to be sent traffic to. Throws as `publish` does; one that sleeps since nobody used it
   * wakes with its first requests.
   */
  codeOfReady(place: Place, functionName: string, version: string): Promise<string | undefined>;
}

interface Code {
  readonly digest: string | undefined;
  readonly from: Omit<UpdateFunctionCodeCommandInput, 'FunctionName' | 'Publish'>;
}

const versioned = z.object({ Version: z.string() });

const BUSY = ['ResourceConflictException', 'CodeVerificationFailedException'];

export function lambdaVersions(access: MemberAccess): Versions {
  const publishing = (place: Place) => access.client(LambdaClient, place, { to: 'deploy' });

  async function publish(place: Place, functionName: string, { digest, from }: Code) {
    const update = new UpdateFunctionCodeCommand({
      FunctionName: functionName,
      ...from,
      Publish: true,
    });
    const published = await orNotReady(
      functionName,
      (await publishing(place)).send(update, FOR_BYTES),
    );
    const got = digestOfCode(published.CodeSha256);
    if (got !== digest) {
      const text = `expected function ${functionName} to take ${digest}, got ${got}: that is not what was pinned`;
      throw new Failure('Refused', text);
    }
    const { Version } = answerOf(`publishing ${functionName}`, versioned, published);
    refuseUnlessActive(`version ${Version} of function ${functionName}`, published);
    return Version;
  }

  return {
    publish: (place, functionName, { artifact, digest }, bytes) =>
      publish(place, functionName, {
        digest,
        from: bytes
          ? { ZipFile: bytes }
          : { S3Bucket: artifact.bucket, S3Key: artifact.key, S3ObjectVersion: artifact.version },
      }),
    publishImage: (place, functionName, image) =>
      publish(place, functionName, { digest: image.split('@')[1], from: { ImageUri: image } }),

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

/** A function is of archives or of images for as long as it lives: Lambda refuses what is of the other kind. */
function unfitText(functionName: string, cause: unknown): string | undefined {
  if (nameOf(cause) !== 'InvalidParameterValueException') return undefined;
  const { message } = cause as Error;
  if (/packageType Zip/i.test(message))
    return `expected function ${functionName} to be of package type Image, as its target's lambda.image says, got one of Zip: leave the word out, or name a function of an image`;
  if (/packageType Image/i.test(message))
    return `expected function ${functionName} to be of package type Zip, got one of Image: say which image it gets, by its target's lambda.image`;
  return undefined;
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
    const unfit = unfitText(functionName, cause);
    if (unfit) throw new Failure('Refused', unfit, { cause });
    return translated(`updating the code of ${functionName}`, Promise.reject(cause));
  }
}
