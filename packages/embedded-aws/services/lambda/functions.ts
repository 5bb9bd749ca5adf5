// The functions of one account and region: code, versions, aliases.

import { createHash } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Tags } from '../../service.ts';
import type { Place } from '../places.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

export interface Code {
  readonly sha256: string;
  readonly size: number;
  /** Where it came from, when it came from S3. */
  readonly s3?: { readonly bucket: string; readonly key: string; readonly versionId: string };
  /** The image by its digest, where it is one. */
  readonly image?: string;
}

export type PackageType = 'Zip' | 'Image';

export interface Version {
  readonly number: string;
  readonly code: Code;
  readonly publishedAt: Date;
  readonly description: string;
  /** How it comes up; at once by default. */
  readonly startup?: Startup;
  /** The code that runs: what `$LATEST` ran when it was published. */
  readonly handler: Handler | undefined;
}

/** What a world says of a version that is published: SnapStart and container images take minutes, and may fail. */
export interface Startup {
  readonly seconds?: number;
  readonly fails?: { readonly code: string; readonly reason: string };
  /** Until then its snapshot is not made, though it is Active: requests start slowly. */
  readonly isSnapshot?: boolean;
}

/** Asked of each version as it is published. */
export type StartupOf = (lambda: LambdaFunction, code: Code) => Startup | undefined;

/** Whether a version can be used yet, as the API says it. */
export function stateOf({ startup = {}, publishedAt }: Version, nowMillis: number) {
  const { seconds = 0, fails } = startup;
  if (nowMillis < publishedAt.getTime() + seconds * 1000 && !startup.isSnapshot)
    return {
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
    };
  if (fails) return { State: 'Failed', StateReason: fails.reason, StateReasonCode: fails.code };
  return { State: 'Active' };
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** The share of traffic, in [0, 1], of the version that is being shifted in. */
  readonly weights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

/** Where the records go of what a function has failed on. */
export interface OnFailure {
  readonly queueArn: string;
  /** Whose right to send there is asked, as the world names the function's role. */
  readonly role: string;
}

/** Instances of a version, or of an alias, that are kept warm. */
export interface Provisioned {
  readonly count: number;
  readonly readyAt: number;
  readonly fails?: string;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly place: Place;
  readonly tags: Tags;
  /** What its code is: it stays so. */
  readonly packageType: PackageType;
  readonly logGroup: string;
  handler: Handler | undefined;
  readonly onFailure: OnFailure | undefined;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  code: Code;
  lastModified: Date;
  /** Until then LastUpdateStatus is InProgress. */
  updatingUntil: number;
  revision: number;
  readonly versions: Version[];
  /** The number that was given last: none is ever given again, whatever was deleted. */
  lastNumber: number;
  readonly aliases: Map<string, Alias>;
  /** By version or alias. */
  readonly provisioned: Map<string, Provisioned>;
  /** How provisioning goes from now on. */
  provisioning: { readonly seconds?: number; readonly fails?: string };
  /** Every change of an alias, oldest first: who was sent where, and since when. */
  readonly shifts: Shift[];
}

export interface Shift extends Pick<Alias, 'name' | 'version' | 'weights'> {
  readonly at: number;
}

export function functionArn({ account, region }: Place, name: string): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${name}`;
}

export interface FunctionName {
  readonly name: string;
  readonly qualifier: string | undefined;
  /** Where the ARN says it is; absent for a bare name. */
  readonly place: Place | undefined;
}

/**
 * Takes each form in which AWS names a function.
 *
 *     checkout  ·  checkout:live  ·  123456789012:function:checkout  ·
 * arn:aws:lambda:us-east-1:123456789012:function:checkout:live
 */
export function parseFunctionName(text: string): FunctionName {
  const full = /^arn:aws[\w-]*:lambda:([^:]+):(\d+):function:([^:]+)(?::([^:]+))?$/.exec(text);
  if (full) {
    const [, region = '', account = '', name = '', qualifier] = full;
    return { place: { region, account }, name, qualifier };
  }
  const [name = '', qualifier] = text.replace(/^\d+:function:/, '').split(':');
  return { name, qualifier, place: undefined };
}

/** A revision id that changes with every change of the function, as optimistic locks need. */
export function revisionIdOf({ arn, revision }: LambdaFunction): string {
  return uuidOf(`${arn} ${revision}`);
}

export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The version that a qualifier names: a number, an alias, or `$LATEST` when there is none. */
export function versionOf(lambda: LambdaFunction, qualifier = '$LATEST'): Version {
  if (qualifier === '$LATEST') return latestOf(lambda);
  const wanted = lambda.aliases.get(qualifier)?.version ?? qualifier;
  if (wanted === '$LATEST') return latestOf(lambda);
  const found = lambda.versions.find(({ number }) => number === wanted);
  if (!found) throw notFound(`${lambda.arn}:${qualifier}`);
  return found;
}

function latestOf({ code, handler, lastModified }: LambdaFunction): Version {
  return { number: '$LATEST', code, handler, publishedAt: lastModified, description: '' };
}

export function aliasOf(lambda: LambdaFunction, name: string): Alias {
  const alias = lambda.aliases.get(name);
  if (!alias)
    throw new AwsError(
      'ResourceNotFoundException',
      `Cannot find alias arn: ${lambda.arn}:${name}`,
      404,
    );
  return alias;
}

export function notFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
}

/** Publishes what `$LATEST` holds; unchanged code publishes nothing new and answers the newest version. */
export function publish(
  lambda: LambdaFunction,
  now: Date,
  description = '',
  startupOf: StartupOf = () => undefined,
): Version {
  const newest = lambda.versions.at(-1);
  const isThere = newest?.number === String(lambda.lastNumber);
  if (isThere && newest?.code.sha256 === lambda.code.sha256) return newest;
  lambda.lastNumber += 1;
  const number = String(lambda.lastNumber);
  const startup = startupOf(lambda, lambda.code);
  const version = {
    number,
    code: lambda.code,
    handler: lambda.handler,
    publishedAt: now,
    description,
    ...(startup && { startup }),
  };
  lambda.versions.push(version);
  return version;
}

/** Deletes a version; what an alias points to cannot be deleted. */
export function prune(lambda: LambdaFunction, number: string): void {
  const at = lambda.versions.findIndex((each) => each.number === number);
  if (at < 0) throw notFound(`${lambda.arn}:${number}`);
  const pointing = [...lambda.aliases.values()].find(
    ({ version, weights }) => version === number || number in weights,
  );
  if (pointing) {
    const text = `Function version ${lambda.arn}:${number} is referenced by alias ${pointing.name}`;
    throw new AwsError('ResourceConflictException', text, 409);
  }
  lambda.versions.splice(at, 1);
}

/** Replaces or makes an alias; both versions must exist. */
export function setAlias(
  lambda: LambdaFunction,
  alias: Omit<Alias, 'revisionId'>,
  now: Date,
): Alias {
  for (const version of [alias.version, ...Object.keys(alias.weights)]) versionOf(lambda, version);
  lambda.revision += 1;
  const made = { ...alias, revisionId: uuidOf(`${lambda.arn} ${alias.name} ${lambda.revision}`) };
  lambda.aliases.set(alias.name, made);
  const { name, version, weights } = alias;
  lambda.shifts.push({ at: now.getTime(), name, version, weights });
  return made;
}
