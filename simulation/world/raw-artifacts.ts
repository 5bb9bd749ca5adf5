// The artifacts that raw events of builds tell of, made to exist.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { BuiltArtifact } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { BuildToCome } from './build-parts.ts';
import { artifactBucket } from './place.ts';
import type { Parsed, RawArtifact } from './raw-events.ts';

interface Parts {
  readonly aws: EmbeddedAws;
}

interface Made {
  readonly step: BuildToCome['step'];
  readonly body: string;
}

/** A build’s own artifact, and what else it made. Where both are told of, what is released may be either. */
export function artifactsOf(parts: Parts, event: Parsed, { step, body }: Made) {
  const told = event.detail['additional-information'];
  const { 'secondary-artifacts': secondary = [] } = told;
  const artifact: RawArtifact = told.artifact ?? {};
  const [, bucket = artifactBucket] = LOCATION.exec(artifact.location ?? '') ?? [];
  const main = step.key
    ? { ...artifact, location: `arn:aws:s3:::${bucket}/${step.key}` }
    : artifact;
  return {
    artifact: artifactOf(parts, event, main, body),
    secondaryArtifacts: secondary.flatMap((each) => {
      const made = artifactOf(parts, event, each, body);
      return made ? [{ ...made, identifier: each['artifact-identifier'] }] : [];
    }),
  };
}

const LOCATION = /^(?:arn:aws[^:]*:s3:::|s3:\/\/)([^/]+)\/(.+)$/s;

/**
 * None where the event names none. A folder has no digest: CodeBuild has not packaged it; nor has what CodePipeline
 * takes, which packages it itself.
 */
function artifactOf(
  { aws }: Parts,
  { detail, account, region }: Parsed,
  { location = '', sha256sum }: RawArtifact,
  body: string,
): BuiltArtifact | undefined {
  const [, bucket, key] = LOCATION.exec(location) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  if (!aws.s3.objects.buckets().some((each) => each.name === bucket))
    aws.s3.objects.create(bucket, account, region);
  const isOfPipeline = detail['additional-information'].source?.type === 'CODEPIPELINE';
  if (!isOfPipeline && isFolder(key, sha256sum)) {
    aws.s3.objects.put(bucket, `${key.replace(/\/$/, '')}/index.mjs`, { body });
    return { location: `arn:aws:s3:::${bucket}/${key}` };
  }
  const stored = aws.s3.objects.put(bucket, key, { body });
  const whole = `arn:aws:s3:::${bucket}/${key}`;
  if (isOfPipeline && !sha256sum) return { location: whole };
  return {
    location: whole,
    md5: stored.eTag.replaceAll('"', ''),
    sha256: Buffer.from(stored.sha256, 'base64').toString('hex'),
  };
}

function isFolder(key: string, sha256sum: string | undefined): boolean {
  const file = key.slice(key.lastIndexOf('/') + 1);
  return file === '' || (!sha256sum && !file.includes('.'));
}
