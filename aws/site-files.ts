// The files of a site in its bucket: which of a revision's are there, and how they get there.

import { createHash } from 'node:crypto';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { FOR_BYTES } from './clients.ts';
import type { SiteTarget } from './cloudfront.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface SiteFile {
  /** Below the revision's path, without a / at its beginning. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface SiteFilesThere {
  /** Bytes by path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Whether all that were ever to be there are there: who has put the last one has said so. */
  readonly isWhole: boolean;
}

export interface SiteFiles {
  /** What is under an origin path. */
  there(target: SiteTarget, path: string): Promise<SiteFilesThere>;
  put(target: SiteTarget, path: string, file: SiteFile): Promise<void>;
  /** Says of all files that they are there, whose sizes are these. */
  seal(target: SiteTarget, path: string, sizes: ReadonlyMap<string, number>): Promise<void>;
}

export function siteFiles(access: MemberAccess): SiteFiles {
  return {
    there: (target, path) => there(access, target, path),
    put: (target, path, { path: name, bytes }) =>
      put(access, target, `${keyOf(path)}/${name}`, bytes),
    seal: (target, path, sizes) => put(access, target, sealOf(path, sizes), new Uint8Array()),
  };
}

const SEAL = '.whole-';

function keyOf(path: string): string {
  return path.slice(1);
}

/** It lies beside the files, under no path that is served, and is called after their names and sizes. */
export function sealOf(path: string, sizes: ReadonlyMap<string, number>): string {
  return `${keyOf(path)}${SEAL}${sumOf(sizes)}`;
}

function sumOf(sizes: ReadonlyMap<string, number>): string {
  const lines = [...sizes].map(([path, size]) => `${path} ${size}`).toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32);
}

async function there(
  access: MemberAccess,
  target: SiteTarget,
  path: string,
): Promise<SiteFilesThere> {
  const client = await access.client(S3Client, target);
  const key = keyOf(path);
  const { bucket } = target.site;
  const sizes = new Map<string, number>();
  const seals: string[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { ContinuationToken: token };
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: key, ...more });
    const page = await translated(`listing s3://${bucket}/${key}`, client.send(command));
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      if (Key.startsWith(`${key}/`)) sizes.set(Key.slice(key.length + 1), Size);
      if (Key.startsWith(`${key}${SEAL}`)) seals.push(Key.slice(key.length + SEAL.length));
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return { sizes, isWhole: seals.includes(sumOf(sizes)) };
}

async function put(
  access: MemberAccess,
  target: SiteTarget,
  key: string,
  bytes: Uint8Array,
): Promise<void> {
  const client = await access.client(S3Client, target, { to: 'deploy' });
  const { bucket } = target.site;
  const type = typeOfFile(key);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: bytes,
    ContentType: type,
    // A page is what names all else: it is asked for again, and what it names may be kept.
    ...(type.startsWith('text/html') && { CacheControl: 'no-cache' }),
  });
  await translated(`writing s3://${bucket}/${key}`, client.send(command, FOR_BYTES));
}

const TEXT = '; charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  css: `text/css${TEXT}`,
  csv: `text/csv${TEXT}`,
  gif: 'image/gif',
  htm: `text/html${TEXT}`,
  html: `text/html${TEXT}`,
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: `text/javascript${TEXT}`,
  json: 'application/json',
  map: 'application/json',
  md: `text/markdown${TEXT}`,
  mjs: `text/javascript${TEXT}`,
  mp4: 'video/mp4',
  otf: 'font/otf',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: `text/plain${TEXT}`,
  wasm: 'application/wasm',
  webm: 'video/webm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'application/xml',
};

/**
 * What browsers are told of a file, by the end of its name.
 *
 *     index.html   →  text/html; charset=utf-8
 *     app.9f2c.js  →  text/javascript; charset=utf-8
 *     LICENSE      →  application/octet-stream
 */
export function typeOfFile(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  const end = name.includes('.') ? name.split('.').at(-1)!.toLowerCase() : '';
  return (Object.hasOwn(TYPES, end) && TYPES[end]) || 'application/octet-stream';
}

/** Whether the site's bucket is there, and may be listed by whoever asks. */
export async function siteBucketThere(access: MemberAccess, target: SiteTarget): Promise<boolean> {
  const { bucket } = target.site;
  const client = await access.client(S3Client, target);
  const asked = client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
  try {
    await asked;
    return true;
  } catch (cause) {
    if (nameOf(cause) === 'NoSuchBucket') return false;
    return translated(`listing s3://${bucket}`, Promise.reject(cause));
  }
}
