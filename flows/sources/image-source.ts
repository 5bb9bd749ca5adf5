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
    const place = sourcePlaceOf(ports, pipeline);
    // Of a moment that has passed, tags are those that images had then: by now they may have none.
    const which = pipeline.source.schedule === undefined ? 'TAGGED' : 'ANY';
    const found = await ports.images.list(place, repositoryOf(pipeline), which);
    const newestFirst = found.toSorted((a, b) => (a.pushedAt < b.pushedAt ? 1 : -1));
    const seen = await withLastTagsSeen(ports, pipeline, newestFirst);
    yield seen.map((each) => buildOf(ports, pipeline, each));
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

async function withLastTagsSeen(
  ports: Ports,
  pipeline: PipelineDefinition,
  newestFirst: readonly ImageFound[],
): Promise<readonly ImageFound[]> {
  if (pipeline.source.schedule === undefined) return newestFirst;
  const last = newestFirst.slice(0, LAST).map((each) => withTagsSeen(ports, pipeline, each));
  return [...(await Promise.all(last)), ...newestFirst.slice(LAST)];
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
