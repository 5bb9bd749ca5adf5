// A function's configuration as the API shows it.

import type { VirtualClock } from '../../clock.ts';
import { partitionOf } from '../../partition.ts';
import {
  type Code,
  type LambdaFunction,
  revisionIdOf,
  stateOf,
  type Version,
  versionOf,
} from './functions.ts';

export function configurationOf(
  lambda: LambdaFunction,
  clock: VirtualClock,
  version: Version = versionOf(lambda),
) {
  const { packageType } = lambda;
  const updating = clock.millis() < lambda.updatingUntil;
  return {
    FunctionName: lambda.name,
    FunctionArn: version.number === '$LATEST' ? lambda.arn : `${lambda.arn}:${version.number}`,
    Role: `arn:${partitionOf(lambda.place.region)}:iam::${lambda.place.account}:role/${lambda.name}`,
    ...(packageType === 'Zip' && { Runtime: 'nodejs24.x', Handler: 'index.handler' }),
    CodeSize: version.code.size,
    Description: version.description,
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMegabytes,
    LastModified: version.publishedAt.toISOString().replace('Z', '+0000'),
    CodeSha256: codeSha256Of(lambda, version.code),
    Version: version.number,
    TracingConfig: { Mode: 'Active' },
    RevisionId: revisionIdOf(lambda),
    ...stateOf(version, clock.millis()),
    LastUpdateStatus: updating ? 'InProgress' : 'Successful',
    PackageType: packageType,
    Architectures: ['arm64'],
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: lambda.logGroup },
    Layers: [],
    SnapStart: snapStartOf(version, clock.millis()),
  };
}

/** Of an image its digest, in hexadecimal digits; of an archive in base64. */
export function codeSha256Of({ packageType }: LambdaFunction, { sha256 }: Code): string {
  return packageType === 'Image' ? Buffer.from(sha256, 'base64').toString('hex') : sha256;
}

function snapStartOf({ startup = {}, publishedAt }: Version, now: number) {
  if (!startup.isSnapshot) return { ApplyOn: 'None', OptimizationStatus: 'Off' };
  const isMade = now >= publishedAt.getTime() + (startup.seconds ?? 0) * 1000;
  return { ApplyOn: 'PublishedVersions', OptimizationStatus: isMade ? 'On' : 'Off' };
}
