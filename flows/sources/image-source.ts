// Images that are pushed to a repository of ECR: each is known by its digest, which no tag can be moved from.

import type { Build } from '../../aws/codebuild.ts';
import type { ImageFound } from '../../aws/ecr.ts';
import {
  admissionOfMade,
  commitIn,
  type MadeImage,
  nameOfImage,
} from '../../core/admission/made.ts';
import { Failure } from '../../core/failure.ts';
import { domainOf, partitionOf } from '../../core/partition.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { ANY_CONTAINER } from '../../core/service-truth.ts';
import { sourceKeys } from '../../core/source-keys.ts';
import type { Ports } from '../ports.ts';
import { sourcePlaceOf } from '../subscriptions.ts';
import type { OtherSource, Pinned } from './other-source.ts';

const DIGEST = /^(?:arn:[\w-]+:ecr:[^@\s]+@)?(?:sha256:)?([0-9a-f]{64})$/;
const TAG = /^[\w][\w.-]{0,127}$/;
/** `main@4f1d2a7` */
const NAME = /^[\w.-]*@([0-9a-f]{7,64})$/;
const COMMIT = /^[0-9a-f]{7,40}$/i;

export const imageSource: OtherSource = {
  howToName:
    'give a tag (v1.4), what it is called (main@4f1d2a7), a digest (sha256:…), or a commit that is among its tags',

  async *pages(ports, pipeline) {
    yield await imagesOf(
      ports,
      pipeline,
      pipeline.source.schedule === undefined ? 'TAGGED' : 'ANY',
    );
  },

  async named(ports, pipeline, wanted) {
    const place = sourcePlaceOf(ports, pipeline);
    const repository = repositoryOf(pipeline);
    const [, digest] = DIGEST.exec(wanted) ?? [];
    const id = digest ? { digest: `sha256:${digest}` } : TAG.test(wanted) && { tag: wanted };
    const found = id ? await ports.images.find(place, repository, id) : undefined;
    if (found) return [buildOf(ports, pipeline, await withTagsSeen(ports, pipeline, found))];
    const [, begins] = NAME.exec(wanted) ?? [];
    if (begins === undefined && !COMMIT.test(wanted)) return [];
    const all = await ports.images.list(place, repository);
    return all
      .map((each) => buildOf(ports, pipeline, each))
      .filter(({ commit, made }) =>
        begins === undefined
          ? commit.startsWith(wanted.toLowerCase())
          : made?.digest.startsWith(`sha256:${begins}`) === true,
      );
  },

  admission: (build, { source }) => admissionOfMade(madeOf(build), source),

  async pin(_ports, _pipeline, build): Promise<Pinned> {
    const { digest, image } = madeOf(build);
    return { digest, images: { [ANY_CONTAINER]: image } };
  },
};

function repositoryOf({ source }: Pick<PipelineDefinition, 'source'>): string {
  return source.ecr?.repository ?? '';
}

function madeOf({ arn, made }: Build): MadeImage {
  if (made?.kind === 'image') return made;
  throw new Failure('Refused', `expected an image of ECR, got ${arn}`);
}

/** As it counts: begun when it was pushed, and then at its end. */
function buildOf(ports: Ports, { source }: PipelineDefinition, found: ImageFound): Build {
  const { account, region } = sourcePlaceOf(ports, { source });
  const repository = repositoryOf({ source });
  const { digest, tags, pushedAt } = found;
  const host = `${account}.dkr.ecr.${region}.${domainOf(region)}`;
  const made: MadeImage = { kind: 'image', image: `${host}/${repository}@${digest}`, digest, tags };
  return {
    arn: `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${repository}@${digest}`,
    project: '',
    number: 0,
    name: nameOfImage(made, source),
    status: 'SUCCEEDED',
    startedAt: pushedAt,
    endedAt: pushedAt,
    commit: commitIn(tags),
    initiator: '',
    isBatch: false,
    exported: {},
    artifacts: [],
    made,
  };
}

/** Of those whose tag may be wanted as it was a while ago: by now it may be another's. */
const LAST = 50;

/**
 * The newest first. Where `ANY` is asked for, a moment that has passed may be meant: an image's tags are then also
 * those that it was pushed under, and it may have none by now.
 */
export async function imagesOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  which: 'TAGGED' | 'ANY',
): Promise<Build[]> {
  const place = sourcePlaceOf(ports, pipeline);
  const found = await ports.images.list(place, repositoryOf(pipeline), which);
  const newestFirst = found.toSorted((a, b) => (a.pushedAt < b.pushedAt ? 1 : -1));
  const last = which === 'ANY' ? newestFirst.slice(0, LAST) : [];
  const seen = await Promise.all(last.map((each) => withTagsSeen(ports, pipeline, each)));
  return [...seen, ...newestFirst.slice(last.length)].map((each) => buildOf(ports, pipeline, each));
}

/** A tag may have been moved on since the image was pushed under it: that it was stays true. */
async function withTagsSeen(
  ports: Ports,
  pipeline: PipelineDefinition,
  found: ImageFound,
): Promise<ImageFound> {
  const { account, region } = sourcePlaceOf(ports, pipeline);
  const key = sourceKeys.tagged(account, region, repositoryOf(pipeline), found.digest);
  const seen = await ports.table.get(key);
  return seen ? { ...found, tags: [...new Set([...found.tags, ...seen.tags])] } : found;
}
