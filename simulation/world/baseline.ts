// The revision that all targets run, and have baked, when a scenario starts.

import { createHash } from 'node:crypto';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { keys } from '../../core/keys.ts';
import { digestOfParts } from '../../core/part.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { partsOf } from '../../core/pipeline/source-schema.ts';
import type { Revision, RevisionPart } from '../../core/revision.ts';
import { emptyTarget, type Installed } from '../../core/target.ts';
import type { Ports } from '../../flows/ports.ts';
import { kindFor } from './kinds/kinds.ts';
import { artifactBucket, home } from './place.ts';
import type { Revisions } from './revisions.ts';

export interface BaselineParts {
  readonly aws: EmbeddedAws;
  readonly onlooker: Ports;
  readonly revisions: Revisions;
  readonly pipelines: readonly PipelineDefinition[];
  readonly refusals: readonly { readonly pipeline: string }[];
}

const A_DAY_MILLIS = 86_400_000;

/** The bytes of a revision, where a build would have put them a day ago. */
export function layArtifact(
  { aws, onlooker, revisions }: Pick<BaselineParts, 'aws' | 'onlooker' | 'revisions'>,
  name: string,
): { readonly content: string; readonly revision: Revision; readonly startedAt: string } {
  const content = revisions.contentOf(name);
  const images = revisions.imagesOf(name);
  const templates = revisions.templatesOf(name);
  const stored = aws.s3.objects.put(artifactBucket, `baseline/${name}.zip`, { body: content });
  const startedAt = new Date(onlooker.clock.now().getTime() - A_DAY_MILLIS).toISOString();
  const revision: Revision = {
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    artifact: {
      ...home,
      bucket: artifactBucket,
      key: stored.key,
      version: stored.versionId,
      eTag: stored.eTag.replaceAll('"', ''),
    },
    ...(images && { images }),
    ...(templates && { templates }),
    commit: revisions.commitOf(name),
    build: { arn: 'baseline', number: 0, startedAt },
  };
  return { content, revision, startedAt };
}

export async function layBaseline(parts: BaselineParts, name: string): Promise<void> {
  const { aws, onlooker, pipelines, refusals } = parts;
  const { content, revision, startedAt } = layArtifact(parts, name);
  const applied = pipelines.filter(
    (it) => !refusals.some(({ pipeline }) => pipeline === it.pipeline),
  );
  for (const { pipeline, stages, source } of applied) {
    const whole = inParts(revision, partsOf(source));
    for (const target of stages.flatMap(targetsOf)) {
      const functionVersion = kindFor(target).lay(aws, target, { content, revision });
      const installed: Installed = {
        release: 'baseline',
        revision: whole,
        ...(functionVersion && { functionVersion }),
        at: startedAt,
      };
      await onlooker.table.change(keys.target(pipeline, target.name), () => ({
        item: { ...emptyTarget(pipeline, target.name), running: installed, baked: installed },
      }));
    }
  }
}

/** Of what is released in parts, each has the same bytes. */
function inParts(revision: Revision, names: readonly string[]): Revision {
  if (names.length === 0) return revision;
  const { digest, artifact, images, templates, ...rest } = revision;
  const part: RevisionPart = {
    digest,
    ...(artifact && { artifact }),
    ...(images && { images }),
    ...(templates && { templates }),
  };
  const parts = Object.fromEntries(names.map((name) => [name, part]));
  return { ...rest, digest: digestOfParts(parts), parts };
}
