// Several objects and images that are released as one: what is newer of one part, with the others as they were then.

import { createHash } from 'node:crypto';
import type { Build } from '../../aws/codebuild.ts';
import { admissionOfMade, type MadeBundle, type MadePart } from '../../core/admission/made.ts';
import { Failure } from '../../core/failure.ts';
import { digestOfParts } from '../../core/part.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { partsOf } from '../../core/pipeline/source-schema.ts';
import type { Revision, RevisionPart } from '../../core/revision.ts';
import type { Ports } from '../ports.ts';
import { releaseOfBuild } from '../released.ts';
import { sourcePlaceOf } from '../subscriptions.ts';
import { imagesOf } from './image-source.ts';
import { objectsOf } from './objects.ts';
import type { OtherSource, Pinned } from './other-source.ts';

/** Of those before, nobody starts one but again. */
const LAST = 100;
const SHORTEST = 7;

export const bundleSource: OtherSource = {
  howToName:
    'give what it is called (api@9f2c1d7), what one of its parts is called (package.zip@3sL4kqt), or its commit',

  async *pages(ports, pipeline) {
    yield await bundlesOf(ports, pipeline);
  },

  async named(ports, pipeline, wanted) {
    const all = await bundlesOf(ports, pipeline);
    const called = all.filter(({ arn, name }) => arn === wanted || name === wanted);
    if (called.length > 0) return called;
    const kept = await keptBundle(ports, pipeline, wanted);
    if (kept) return [kept];
    const ofCommit = all.filter(
      ({ commit }) => wanted.length >= SHORTEST && commit.startsWith(wanted.toLowerCase()),
    );
    const [newest] = ofCommit.length > 0 ? ofCommit : all.filter((each) => hasPart(each, wanted));
    return newest ? [newest] : [];
  },

  admission: () => ({ admitted: true }),

  async pin(ports, pipeline, build): Promise<Pinned> {
    const { made } = build;
    if (made?.kind !== 'bundle')
      throw new Failure('Refused', `expected a bundle of several parts, got ${build.arn}`);
    const parts: Record<string, RevisionPart> = {};
    for (const [part, { made: its, name }] of Object.entries(made.parts))
      parts[part] = { ...(await pinned(ports, ofPart(pipeline, part), its)), name };
    return { digest: digestOfParts(parts), parts };
  },
};

async function pinned(
  ports: Ports,
  pipeline: PipelineDefinition,
  made: MadePart['made'],
): Promise<Omit<RevisionPart, 'name'>> {
  if (made.kind === 'image') return { digest: made.digest, images: { '*': made.image } };
  const place = sourcePlaceOf(ports, pipeline);
  const { digest, ...artifact } = await ports.artifacts.pinObject(place, made);
  return { digest, artifact };
}

/**
 * The newest first: each time that something came to one of the parts, it and the others as they were then. Half of one
 * is none, so that there are none before each part had something.
 */
export async function bundlesOf(ports: Ports, pipeline: PipelineDefinition): Promise<Build[]> {
  const lists = await listsOf(ports, pipeline);
  const count = lists.reduce((sum, { all }) => sum + all.length, 0);
  const bundles: Build[] = [];
  let left = lists;
  while (left.every(({ all }) => all.length > 0) && bundles.length < LAST) {
    const last = lastChanged(left);
    bundles.push(bundleIn(left, last, count - bundles.length));
    left = left.map((list) => (list === last ? { ...list, all: list.all.slice(1) } : list));
  }
  return bundles;
}

/** The parts of which nothing is there yet. */
export async function missingParts(ports: Ports, pipeline: PipelineDefinition): Promise<string[]> {
  const lists = await listsOf(ports, pipeline);
  return lists.filter(({ all }) => all.length === 0).map(({ part }) => part);
}

interface PartList {
  readonly part: string;
  /** The newest first; those alone that are releases. */
  readonly all: readonly Build[];
}

async function listsOf(ports: Ports, pipeline: PipelineDefinition): Promise<PartList[]> {
  const lists = partsOf(pipeline.source).map(async (part) => {
    const sourced = ofPart(pipeline, part);
    const all =
      sourced.source.s3 === undefined
        ? await imagesOf(ports, sourced, 'ANY')
        : await objectsOf(ports, sourced);
    const admitted = all.filter(
      ({ made }) => made?.kind !== 'image' || admissionOfMade(made, sourced.source).admitted,
    );
    return { part, all: admitted };
  });
  return Promise.all(lists);
}

/** A pipeline whose source is one of its parts alone. */
export function ofPart(pipeline: PipelineDefinition, part: string): PipelineDefinition {
  const { bundle, ...source } = pipeline.source;
  const own = bundle?.[part];
  return { ...pipeline, source: { ...source, ...own } as PipelineDefinition['source'] };
}

/** Of what came at the same moment, the part that stands last. */
function lastChanged(lists: readonly PartList[]): PartList {
  const since = ({ all: [newest] }: PartList) => Date.parse(newest?.startedAt ?? '');
  return lists.reduce((last, list) => (since(list) >= since(last) ? list : last));
}

/** Its number puts those in order that came in the same second, which is as much as S3 tells. */
function bundleIn(lists: readonly PartList[], last: PartList, number: number): Build {
  const parts: Record<string, MadePart> = {};
  const commits = new Set<string>();
  const arns: Record<string, string> = {};
  for (const { part, all } of lists) {
    const [newest] = all;
    const { made, arn = '', name = '', commit = '' } = newest ?? {};
    if (made?.kind === 'object' || made?.kind === 'image') parts[part] = { made, arn, name };
    commits.add(commit);
    arns[part] = arn;
  }
  const id = bundleIdOf(arns);
  const at = last.all[0]?.startedAt ?? '';
  const [commit = ''] = commits.size === 1 ? commits : [];
  const made: MadeBundle = { kind: 'bundle', digest: '', parts };
  return {
    arn: arnOf(id),
    project: '',
    number,
    name: `${last.part}@${id.slice(0, SHORTEST)}`,
    status: 'SUCCEEDED',
    startedAt: at,
    endedAt: at,
    commit,
    initiator: '',
    isBatch: false,
    exported: {},
    artifacts: [],
    made,
  };
}

/** By which those parts together are known among builds: each by its own ARN. */
export function bundleArn(parts: Readonly<Record<string, string>>): string {
  return arnOf(bundleIdOf(parts));
}

function arnOf(id: string): string {
  return `bundle:${id}`;
}

function bundleIdOf(parts: Readonly<Record<string, string>>): string {
  const lines = Object.entries(parts).map(([part, arn]) => `${part}=${arn}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex').slice(0, 32);
}

function hasPart({ made }: Build, wanted: string): boolean {
  if (made?.kind !== 'bundle') return false;
  return Object.values(made.parts).some(({ arn, name, made: its }) =>
    [arn, name, its.kind === 'object' ? its.version : its.digest].includes(wanted),
  );
}

/** One that was released stays what it was, though what it was made of is listed no more. */
async function keptBundle(
  ports: Ports,
  { pipeline }: PipelineDefinition,
  wanted: string,
): Promise<Build | undefined> {
  if (!wanted.startsWith('bundle:')) return undefined;
  const revision: Revision | undefined = (await releaseOfBuild(ports, pipeline, wanted))?.revision;
  if (revision === undefined) return undefined;
  const { build, commit } = revision;
  return {
    ...build,
    project: '',
    status: 'SUCCEEDED',
    endedAt: build.startedAt,
    commit,
    initiator: '',
    isBatch: false,
    exported: {},
    artifacts: [],
    made: { kind: 'bundle', digest: '', parts: {} },
  };
}
