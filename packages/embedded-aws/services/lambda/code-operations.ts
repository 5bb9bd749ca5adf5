// Lambda's API actions that change code.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Operation } from '../../service.ts';
import { flag, text } from '../input.ts';
import type { Objects } from '../s3/objects.ts';
import { type Images, type LambdaParts, Named, parse, qualifierOf } from './asked.ts';
import { codeSha256Of, configurationOf } from './configuration.ts';
import { type Code, type LambdaFunction, prune, publish, revisionIdOf } from './functions.ts';

/** How long LastUpdateStatus stays InProgress. */
const UPDATE_SECONDS = 3;

const UpdateCode = Named.extend({
  S3Bucket: text.optional(),
  S3Key: text.optional(),
  S3ObjectVersion: text.optional(),
  ZipFile: text.optional(),
  ImageUri: text.optional(),
  Publish: flag.default(false),
  DryRun: flag.default(false),
  RevisionId: text.optional(),
});
const Publish = Named.extend({
  CodeSha256: text.optional(),
  Description: z.string().optional(),
  RevisionId: text.optional(),
});

export function codeOperations({
  clock,
  objects,
  images,
  find,
  startupOf,
}: LambdaParts): Record<string, Operation> {
  return {
    UpdateFunctionCode: (input, call) => {
      const asked = parse(UpdateCode, input);
      const lambda = find(asked.FunctionName, call);
      refuseWhileUpdating(lambda, clock);
      refuseRevision(asked.RevisionId, revisionIdOf(lambda));
      const code = codeFor({ objects, images }, lambda, asked, call.region);
      if (!asked.DryRun) {
        lambda.code = code;
        lambda.lastModified = clock.now();
        lambda.updatingUntil = clock.millis() + UPDATE_SECONDS * 1000;
        lambda.revision += 1;
      }
      return configurationOf(
        lambda,
        clock,
        asked.Publish && !asked.DryRun ? publish(lambda, clock.now(), '', startupOf) : undefined,
      );
    },
    DeleteFunction: (input, call) => {
      const asked = parse(Named, input);
      const version = qualifierOf(asked);
      if (version === undefined) {
        const text =
          'Expected a Qualifier: a simulated function stays, its versions can be deleted.';
        throw new AwsError('InvalidParameterValueException', text);
      }
      prune(find(asked.FunctionName, call), version);
      return {};
    },
    PublishVersion: (input, call) => {
      const asked = parse(Publish, input);
      const lambda = find(asked.FunctionName, call);
      refuseWhileUpdating(lambda, clock);
      refuseRevision(asked.RevisionId, revisionIdOf(lambda));
      refuseOtherCode(lambda, asked.CodeSha256);
      return configurationOf(
        lambda,
        clock,
        publish(lambda, clock.now(), asked.Description, startupOf),
      );
    },
  };
}

function refuseWhileUpdating({ arn, updatingUntil }: LambdaFunction, clock: VirtualClock): void {
  if (clock.millis() >= updatingUntil) return;
  const message = `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`;
  throw new AwsError('ResourceConflictException', message, 409);
}

/** An optimistic lock: the caller may say which revision it means to change. */
export function refuseRevision(wanted: string | undefined, present: string): void {
  if (!wanted || wanted === present) return;
  const message =
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id';
  throw new AwsError('PreconditionFailedException', message, 412);
}

function refuseOtherCode(lambda: LambdaFunction, sha256: string | undefined): void {
  const present = codeSha256Of(lambda, lambda.code);
  if (!sha256 || sha256 === present) return;
  const message = `CodeSHA256 (${sha256}) is different from current CodeSHA256 in $LATEST (${present}). Please try again with the CodeSHA256 in $LATEST.`;
  throw new AwsError('InvalidParameterValueException', message);
}

/** A function takes the kind of code that it was made with. */
function codeFor(
  { objects, images }: Pick<LambdaParts, 'objects' | 'images'>,
  { packageType }: LambdaFunction,
  asked: z.infer<typeof UpdateCode>,
  region: string,
): Code {
  if (packageType === 'Image') return pullImage(images, asked.ImageUri, region);
  if (asked.ImageUri !== undefined)
    throw unfit("Please don't provide ImageUri when updating a function with packageType Zip.");
  return readCode(objects, asked, region);
}

/** An image comes from a registry in the function's own region, whosever it is. */
function pullImage(images: Images, uri: string | undefined, region: string): Code {
  if (uri === undefined)
    throw unfit('Please provide ImageUri when updating a function with packageType Image.');
  if (!uri.includes(`.dkr.ecr.${region}.`))
    throw unfit(`Source image ${uri} is not valid. Provide a valid source image.`);
  const digest = images.digestOf(uri);
  if (digest === undefined)
    throw unfit(`Source image ${uri} does not exist. Provide a valid source image.`);
  const [repository] = uri.split(/[:@]/);
  const sha256 = Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64');
  return { sha256, size: 0, image: `${repository}@${digest}` };
}

function unfit(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

/** Code comes with the request, or from a bucket in the function's own region. */
function readCode(
  objects: Objects,
  { S3Bucket, S3Key, S3ObjectVersion, ZipFile }: z.infer<typeof UpdateCode>,
  region: string,
): Code {
  if (ZipFile !== undefined) {
    const bytes = Buffer.from(ZipFile, 'base64');
    return { sha256: createHash('sha256').update(bytes).digest('base64'), size: bytes.length };
  }
  if (!S3Bucket || !S3Key) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Please provide a source for function code.',
    );
  }
  try {
    const { region: itsRegion } = objects.bucket(S3Bucket);
    if (itsRegion !== region) {
      const text = `The bucket is in this region: ${itsRegion}. Please use this region to retry the request`;
      throw new AwsError('PermanentRedirect', text);
    }
    const { bucket, key, versionId, sha256, body } = objects.read(S3Bucket, S3Key, S3ObjectVersion);
    return { sha256, size: body.length, s3: { bucket, key, versionId } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `Error occurred while GetObject. S3 Error Code: ${error.name}. S3 Error Message: ${error.message}`;
    throw new AwsError('InvalidParameterValueException', message);
  }
}
