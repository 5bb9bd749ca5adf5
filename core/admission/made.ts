// What a source other than a project of CodeBuild has, and whether that is a release.

import type { SourceDefinition } from '../pipeline/source-schema.ts';
import type { Admission } from './admission.ts';
import { fitsGlob } from './glob.ts';

/** An image in ECR. */
export interface MadeImage {
  readonly kind: 'image';
  /** By its digest: `…/shop@sha256:…`. */
  readonly image: string;
  readonly digest: string;
  /** Those that it has, or that it was pushed under. */
  readonly tags: readonly string[];
}

/** What a signed request is for: an object in S3, or images. */
export interface MadeRequest {
  readonly kind: 'request';
  readonly digest: string;
  readonly artifact?: {
    readonly bucket: string;
    readonly key: string;
    readonly version: string;
    readonly digest: string;
  };
  readonly images?: Readonly<Record<string, string>>;
}

/** A version of an object in S3. */
export interface MadeObject {
  readonly kind: 'object';
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  /** Not known before its bytes are read. */
  readonly digest: '';
}

/** One of several that are released as one. */
export interface MadePart {
  readonly made: MadeObject | MadeImage;
  /** By which its own source knows it. */
  readonly arn: string;
  readonly name: string;
}

export interface MadeBundle {
  readonly kind: 'bundle';
  /** Not known before the bytes of its parts are. */
  readonly digest: '';
  readonly parts: Readonly<Record<string, MadePart>>;
}

export type Made = MadeImage | MadeRequest | MadeObject | MadeBundle;

/**
 * An image is a release where one of its tags is.
 *
 *     [v1.4, latest]  of  v*, main  →  yes
 *     [sha-4f1d2a7]   of  v*, main  →  no
 *     []              of  v*, main  →  no: what is pushed for one platform, or has lost its tags
 */
export function admissionOfMade({ tags }: MadeImage, { ecr }: SourceDefinition): Admission {
  const wanted = ecr?.tags ?? [];
  if (tags.some((tag) => isAmong(wanted, tag))) return { admitted: true };
  const got = tags.length === 0 ? 'it has no tag' : `it is tagged ${tags.slice(0, 5).join(', ')}`;
  return { admitted: false, reason: `${got}, and releases are of tags ${wanted.join(', ')}` };
}

/**
 * What people call a version of an object: `package.zip@3sL4kqt`.
 */
export function nameOfObject({ key, version }: Pick<MadeObject, 'key' | 'version'>): string {
  return `${key.slice(key.lastIndexOf('/') + 1)}@${version.slice(0, 7)}`;
}

function isAmong(globs: readonly string[], name: string): boolean {
  return globs.some((glob) => fitsGlob(glob, name));
}

/** A tag that is a whole commit tells of which the image was built: `4f1d…`, `sha-4f1d…`. */
const COMMIT_TAG = /^(?:[a-z]{1,10}-)?([0-9a-f]{40})$/;

export function commitIn(tags: readonly string[]): string {
  return tags.flatMap((tag) => COMMIT_TAG.exec(tag)?.[1] ?? [])[0] ?? '';
}

/**
 * What people call an image: the tag for which it is a release, else one that it has; a tag may be moved:
 * `main@4f1d2a7`.
 */
export function nameOfImage({ tags, digest }: MadeImage, { ecr }: SourceDefinition): string {
  const admitted = tags.find((tag) => isAmong(ecr?.tags ?? [], tag));
  return `${admitted ?? tags[0] ?? ''}@${digest.slice(7, 14)}`;
}
