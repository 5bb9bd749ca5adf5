// A request for a release as a CI puts it on the bus: signed, or forged as a scenario says.

import { createHash } from 'node:crypto';
import { keyNameOf, LONGEST_REQUEST, type ReleaseRequest } from '../../core/admission/request.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { BuildParts } from './build-parts.ts';
import { artifactBucket, home } from './place.ts';
import type { BuildStep } from './scenario.ts';

const LIFE_MILLIS = 600_000;

/** The package is there first; its name on the bus is the request's. */
export function putRequest(
  parts: BuildParts,
  { pipeline }: PipelineDefinition,
  step: BuildStep & { readonly revision: string },
): void {
  const { aws, revisions, turnedAway } = parts;
  const { revision, forged } = step;
  const request = requestOf(parts, pipeline, step);
  revisions.built(revision, request.commit);
  const text = JSON.stringify(request);
  const signature = aws.kms.sign(
    home,
    forged === 'unsigned' ? 'alias/another' : keyNameOf(pipeline),
    text,
  );
  const put = () =>
    aws.emit({
      'detail-type': 'ReleaseRequested',
      source: 'tidegate.request',
      ...home,
      detail: { request: alteredBy(forged, text, request.commit), signature },
    });
  put();
  if (forged === 'replayed') put();
  const arn = `request:${pipeline}:${request.nonce}`;
  if (forged === undefined || forged === 'replayed')
    turnedAway.make({ ...home, project: '', pipeline, arn, revision });
}

function alteredBy(forged: BuildStep['forged'], text: string, commit: string): string {
  if (forged === 'huge') return `${text.slice(0, -1)}${' '.repeat(LONGEST_REQUEST)}}`;
  return forged === 'altered' ? text.replace(commit, hashOf('another commit')) : text;
}

/** A nonce that is used again is that of the pipeline itself, by whichever request has it first. */
function requestOf(
  { aws, clock, revisions }: BuildParts,
  pipeline: string,
  {
    at,
    revision,
    commit,
    branch = 'main',
    forged,
    author = 'somebody',
  }: BuildStep & { readonly revision: string },
): ReleaseRequest {
  const body = revisions.contentOf(revision);
  const key = `${pipeline}/${revision}.zip`;
  const { versionId } = aws.s3.objects.put(artifactBucket, key, { body });
  const digest = createHash('sha256').update(body).digest('hex');
  const issued = clock.millis() - (forged === 'expired' ? 2 * LIFE_MILLIS : 0);
  const unique = forged === 'nonce' ? pipeline : `${pipeline} ${at} ${revision}`;
  return {
    pipeline,
    branch,
    commit: revisions.commitOf(commit ?? revision),
    artifact: { bucket: artifactBucket, key, version: versionId, digest: `sha256:${digest}` },
    actor: author,
    nonce: hashOf(unique).slice(0, 32),
    issued: new Date(issued).toISOString(),
    expires: new Date(issued + LIFE_MILLIS).toISOString(),
  };
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
