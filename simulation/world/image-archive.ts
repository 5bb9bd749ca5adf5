// The artifact of a build that pushed images: a zip archive that says which, as CodePipeline's action for ECS takes it.

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { home } from './place.ts';

export interface ImageArchives {
  /** The archive of a revision, whose image is pushed by then. */
  archiveOf(name: string): string;
  /** Its images by their digests, by the names of their containers. */
  imagesOf(name: string): Readonly<Record<string, string>>;
}

const REPOSITORY = 'shop';
/** Of a task of a service that names none. */
const CONTAINER = 'app';

/** The containers of a target's service that get images. */
export function containerOf({ ecs }: TargetDefinition): string {
  return ecs?.container ?? CONTAINER;
}

/** Undefined where nothing of the world gets images: then artifacts are what they are without. */
export function imageArchives(
  aws: EmbeddedAws,
  targets: readonly TargetDefinition[],
): ImageArchives | undefined {
  const services = targets.filter(({ ecs }) => ecs !== undefined);
  if (services.length === 0) return undefined;
  const containers = [...new Set(services.map(containerOf))];
  const uri = `${home.account}.dkr.ecr.${home.region}.amazonaws.com/${REPOSITORY}`;
  const forEach = (image: string) => Object.fromEntries(containers.map((name) => [name, image]));

  /** The image's digest is the archive's own, so that either tells the revision. */
  function digestOf(name: string): string {
    return `sha256:${createHash('sha256').update(bodyOf(name)).digest('hex')}`;
  }

  function bodyOf(name: string): string {
    const said = containers.map((container) => ({
      name: container,
      imageUri: `${uri}:${tagOf(name)}`,
    }));
    return archiveWith('imagedefinitions.json', JSON.stringify(said));
  }

  return {
    archiveOf(name) {
      aws.ecr.push(home, REPOSITORY, tagOf(name), digestOf(name));
      return bodyOf(name);
    },
    imagesOf: (name) => forEach(`${uri}@${digestOf(name)}`),
  };
}

function tagOf(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '-');
}

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;

/**
 * An archive of one file, stored. Every byte of it is below 128, so that it is the same as text and as bytes: blanks
 * are added at the file's end until that is so.
 */
function archiveWith(path: string, text: string): string {
  for (let blanks = 0; ; blanks += 1) {
    const made = archiveOf(path, `${text}${' '.repeat(blanks)}`);
    if (made.every((byte) => byte < 128)) return made.toString('latin1');
  }
}

function archiveOf(path: string, text: string): Buffer {
  const [name, content] = [Buffer.from(path), Buffer.from(text)];
  const sizes = [u32(crc32(content)), u32(content.length), u32(content.length), u16(name.length)];
  const local = Buffer.concat([u32(LOCAL), u16(10, 0, 0, 0, 0), ...sizes, u16(0), name, content]);
  const entry = Buffer.concat([
    u32(ENTRY),
    u16(10, 10, 0, 0, 0, 0),
    ...sizes,
    u16(0, 0, 0, 0),
    u32(0),
    u32(0),
    name,
  ]);
  const end = [u32(END), u16(0, 0, 1, 1), u32(entry.length), u32(local.length), u16(0)];
  return Buffer.concat([local, entry, ...end]);
}

function u16(...values: number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer);
}

function u32(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value).buffer);
}
