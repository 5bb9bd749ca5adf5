// The artifact of a build whose targets want to know what is in it: a zip archive with the images that it pushed, as
// CodePipeline's action for ECS takes it, with the templates of stacks and the definitions of state machines.

import { createHash } from 'node:crypto';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Place } from '../../aws/clients.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import { templateDigest } from '../../core/stack-contents.ts';
import { type ArchivedFile, asciiArchive } from './ascii-archive.ts';
import { configOf } from './config-content.ts';
import { definitionOf } from './machine-definition.ts';
import { artifactBucket, home } from './place.ts';
import { pageOf, STYLE } from './site-pages.ts';
import { nestedTemplateOf, templateOf } from './stack-template.ts';
import type { StackTemplate } from './stack-template-schema.ts';

export interface Archives {
  /** The archive of a revision, whose image is pushed by then. */
  archiveOf(name: string): string;
  /** Its images by their digests, by the names of their containers. */
  imagesOf(name: string): Readonly<Record<string, string>> | undefined;
  /** The digests of its templates, by their paths. */
  templatesOf(name: string): Readonly<Record<string, string>> | undefined;
}

const REPOSITORY = 'shop';
/** Of a task of a service that names none. */
const CONTAINER = 'app';

/** The containers of a target's service that get images. */
export function containerOf({ ecs }: TargetDefinition): string {
  return ecs?.container ?? CONTAINER;
}

/** Where images are pushed. */
export interface ImagePlace extends Place {
  readonly repository: string;
}

/** Where those of the pipelines are: a source of one says it. */
export function imagePlaceOf(pipelines: readonly PipelineDefinition[]): ImagePlace | undefined {
  const [first] = pipelines.flatMap(({ source }) => {
    const { account = home.account, region = home.region, bundle = {} } = source;
    return [source, ...Object.values(bundle)].flatMap(({ ecr, ...told }) =>
      ecr ? [{ ...placeOf(told, { account, region }), repository: ecr.repository }] : [],
    );
  });
  return first;
}

/** Undefined where nothing of the world looks into artifacts: then they are what they are without. */
export function archivesOf(
  aws: EmbeddedAws,
  targets: readonly TargetDefinition[],
  templates: readonly StackTemplate[],
  source?: ImagePlace,
): Archives | undefined {
  // What is pushed there starts releases: nobody does by asking for an archive.
  const isSource = source !== undefined;
  const { account, region, repository } = source ?? { ...home, repository: REPOSITORY };
  const functions = targets.filter(({ lambda }) => lambda?.image !== undefined);
  const written = writtenIn(targets, templates);
  const settings = [
    ...new Set(targets.flatMap(({ stack, stackSet }) => (stack ?? stackSet)?.configuration ?? [])),
  ];
  const containers = containersOf(targets);
  if (containers.length === 0 && written.length === 0) return undefined;
  // Its repository is replicated to wherever functions are, which pull from no other region.
  const beside = functions.map(({ region }) => region);
  const regions = containers.length > 0 ? [...new Set([region, ...beside])] : [];
  const pushed = new Set<string>();
  const uri = `${account}.dkr.ecr.${region}.amazonaws.com/${repository}`;
  const forEach = (image: string) => Object.fromEntries(containers.map((name) => [name, image]));

  /** The image's digest is the archive's own, so that either tells the revision. */
  function digestOf(name: string): string {
    return `sha256:${createHash('sha256').update(bodyOf(name)).digest('hex')}`;
  }

  function bodyOf(name: string): string {
    const imageUri = `${uri}:${tagOf(name)}`;
    const said = containers.map((container) => ({ name: container, imageUri }));
    const files = written.map(({ path, textOf }): ArchivedFile => ({ path, text: textOf(name) }));
    return archiveWith(said, files, settings);
  }

  /** Once: it is asked for again and again, and somebody may have deleted it since. */
  function push(name: string): void {
    const tag = isSource ? undefined : tagOf(name);
    for (const each of pushed.has(name) ? [] : regions)
      aws.ecr.push({ account, region: each }, repository, tag, digestOf(name));
    const nested = pushed.has(name) ? undefined : nestedTemplateOf(name, templates);
    if (nested) aws.s3.objects.put(artifactBucket, nested.key, { body: nested.text });
    pushed.add(name);
  }

  return {
    archiveOf(name) {
      if (!isSource) push(name);
      return bodyOf(name);
    },
    imagesOf(name) {
      push(name);
      return containers.length > 0 ? forEach(`${uri}@${digestOf(name)}`) : undefined;
    },
    templatesOf: (name) => (written.length > 0 ? digestsOf(written, name) : undefined),
  };
}

/** The texts of its files; where nothing gets images, none is said. */
function archiveWith(
  said: readonly object[],
  files: readonly ArchivedFile[],
  settings: readonly string[],
): string {
  const images = { path: 'imagedefinitions.json', text: JSON.stringify(said) };
  return asciiArchive([
    ...(said.length > 0 ? [images] : []),
    ...files,
    ...settings.map((path) => ({ path, text: JSON.stringify({ Parameters: SETTINGS }) })),
  ]);
}

/** What images go by: the containers of services, and the names of functions’ images. */
function containersOf(targets: readonly TargetDefinition[]): readonly string[] {
  const services = targets.filter(({ ecs }) => ecs !== undefined);
  return [
    ...new Set([
      ...services.map(containerOf),
      ...targets.flatMap(({ lambda }) => lambda?.image ?? []),
    ]),
  ];
}

interface Written {
  readonly path: string;
  readonly textOf: (name: string) => string;
}

/** Blanks that the archive needed are no part of what is told apart. */
function digestsOf(written: readonly Written[], name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    written.map(({ path, textOf }) => [path, templateDigest(textOf(name))]),
  );
}

/** What targets get of the archive, each by its path: a stack's template, a machine's definition, a
 * configuration. */
function writtenIn(
  targets: readonly TargetDefinition[],
  templates: readonly StackTemplate[],
): Written[] {
  const all = targets.flatMap(({ appConfig, site, stack, stackSet, machine }) => {
    if (site) return pagesOf(site.files);
    if (appConfig) return [{ path: appConfig.configuration, textOf: configOf }];
    if (machine) return [{ path: machine.definition, textOf: definitionOf }];
    const textOf = (name: string) => templateOf(name, templates);
    const its = stack ?? stackSet;
    return its ? [{ path: its.template, textOf }] : [];
  });
  return [...new Map(all.map((each) => [each.path, each])).values()];
}

function pagesOf(folder: string | undefined): Written[] {
  const within = folder === undefined ? '' : `${folder}/`;
  return [
    { path: `${within}index.html`, textOf: pageOf },
    { path: `${within}site.css`, textOf: () => STYLE },
  ];
}

/** Deletes the image of a revision, by its digest in base64, from where the target's function would pull it. */
export function removeImage(aws: EmbeddedAws, { region }: TargetDefinition, sha256: string): void {
  const digest = `sha256:${Buffer.from(sha256, 'base64').toString('hex')}`;
  aws.ecr.remove({ ...home, region }, REPOSITORY, digest);
}

/** What a configuration of a stack gives. */
const SETTINGS = { MemorySize: '512' };

function tagOf(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '-');
}
