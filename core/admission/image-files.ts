// The images that a build says it made, in a file of its artifact: the forms that CodePipeline's actions for ECS take.

import * as z from 'zod';
import { ANY_CONTAINER } from '../service-truth.ts';

/** By the names of their containers; `*` for whichever container a target means. */
export type Images = Readonly<Record<string, string>>;

const image = z.string().min(1).max(1024).regex(/^\S+$/);

const definitions = z
  .array(z.object({ name: z.string().min(1).max(255), imageUri: image }))
  .min(1)
  .max(20);

const detail = z.object({ ImageURI: image });

/** In the order in which they are looked for: the first that is there counts. */
export const IMAGE_FILES = ['imagedefinitions.json', 'imageDetail.json'] as const;

export type ImageFile = (typeof IMAGE_FILES)[number];

export type Said = { readonly images: Images } | { readonly problem: string };

/**
 * What a file says, or what is wrong with it.
 *
 *     imagedefinitions.json: [{ "name": "app", "imageUri": "…/shop:41" }]  →  { app: '…/shop:41' }
 *     imageDetail.json: { "ImageURI": "…/shop@sha256:…" }                  →  { '*': '…/shop@sha256:…' }
 */
export function imagesIn(file: ImageFile, text: string): Said {
  const read = parsed(text);
  if (file === 'imageDetail.json') {
    const { data } = detail.safeParse(read);
    return data
      ? { images: { [ANY_CONTAINER]: data.ImageURI } }
      : problemOf(file, '{ "ImageURI": "…" }', text);
  }
  const { data } = definitions.safeParse(read);
  if (data === undefined) return problemOf(file, '[{ "name": "…", "imageUri": "…" }]', text);
  return { images: Object.fromEntries(data.map(({ name, imageUri }) => [name, imageUri])) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(file: ImageFile, form: string, text: string) {
  return { problem: `expected ${file} to be ${form}, got ${text.slice(0, 100)}` };
}
