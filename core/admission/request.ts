// A request for a release, from whatever built it: `ReleaseRequested` on the bus, signed by a key of its pipeline.

import * as z from 'zod';
import { noun } from '../noun.ts';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const line = (most: number) =>
  z
    .string()
    .regex(/^[^\s\p{C}][^\p{Cc}\p{Cf}]*$/u)
    .max(most);

const object = z
  .strictObject({
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    key: line(1024),
    version: z.string().regex(/^[\w.~-]{1,1024}$/),
    digest,
  })
  .readonly();

/** By its digest alone: a tag could be moved after it was signed for. */
const image = z.string().regex(/^[\w.-]+(:\d+)?\/[\w./-]{1,255}@sha256:[0-9a-f]{64}$/);

const requestSchema = z
  .strictObject({
    pipeline: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    /** Of the branch or the tag; it is one of them that was built. */
    branch: line(255).exactOptional(),
    tag: line(255).exactOptional(),
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    artifact: object.exactOptional(),
    /** By the names of their containers; `*` for whichever a target means. */
    images: z.record(line(255), image).exactOptional(),
    /** Who asked for it, as the CI knows them. */
    actor: line(255),
    /** Never again: it tells one request from all others. */
    nonce: z.string().regex(/^[\w-]{16,64}$/),
    issued: z.iso.datetime(),
    expires: z.iso.datetime(),
  })
  .refine(
    (it) => (it.branch === undefined) !== (it.tag === undefined),
    'expected a branch or a tag',
  )
  .refine(
    (it) => (it.artifact === undefined) !== (it.images === undefined),
    'expected an artifact or images',
  )
  .refine(
    ({ images = { '*': '' } }) =>
      Object.keys(images).length >= 1 && Object.keys(images).length <= 20,
    'expected one to twenty images',
  )
  .readonly();

export type ReleaseRequest = z.output<typeof requestSchema>;

/** Whoever asks for a release needs no more. */
export const LONGEST_REQUEST = 8_192;
/** Between the signature and its end. */
const LONGEST_LIFE_MILLIS = 3_600_000;
/** A clock may be ahead by so much. */
const SKEW_MILLIS = 120_000;

export type ReadRequest =
  | { readonly request: ReleaseRequest }
  | {
      /** As *expected …, got …*. */
      readonly problem: string;
    };

/** The text that was signed, read: whole, or not at all. */
export function requestIn(text: string): ReadRequest {
  if (text.length > LONGEST_REQUEST)
    return { problem: `expected at most ${LONGEST_REQUEST} characters, got ${text.length}` };
  const { data, error } = requestSchema.safeParse(parsed(text));
  if (data) return { request: data };
  const said = z.prettifyError(error).replaceAll('\n', ' ').slice(0, 300);
  return { problem: `expected a request for a release, got: ${said}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What stands against its times; undefined for nothing.
 *
 *     issued 10:00, expires 10:10, now 10:05  →  nothing
 *     … now 10:11                             →  it has expired
 *     issued 10:10, now 10:05                 →  it is of the future
 *     issued 10:00, expires 12:00             →  it would hold too long
 */
export function againstTimes(
  { issued, expires }: Pick<ReleaseRequest, 'issued' | 'expires'>,
  now: Date,
): string | undefined {
  const [from, until] = [Date.parse(issued), Date.parse(expires)];
  if (until <= now.getTime()) return `it has expired: it held until ${expires}`;
  if (from > now.getTime() + SKEW_MILLIS) return `it is of the future: it was issued at ${issued}`;
  if (until - from > LONGEST_LIFE_MILLIS || until <= from)
    return `expected it to hold for at most an hour, got ${issued} to ${expires}`;
  return undefined;
}

const keptRequestSchema = z
  .strictObject({
    request: requestSchema,
    /** The SHA-256 of the text that was signed. */
    text: z.string(),
    /** The id of the event that brought it first. */
    event: z.string(),
    at: z.string(),
  })
  .readonly();

export type KeptRequest = z.output<typeof keptRequestSchema>;

/** For as long as somebody may want to start it again. */
const KEPT_SECONDS = 400 * 86_400;

export const requestNoun = {
  ...noun('request for a release', keptRequestSchema),
  keptSeconds: KEPT_SECONDS,
};

/** The key that a pipeline's requests are signed with, as KMS knows it by name. */
export function keyNameOf(pipeline: string): string {
  return `alias/tidegate/${pipeline}`;
}

/** What a request's revision is known by: that of its only artifact or image, else of all of them together. */
export function textOfImages(images: Readonly<Record<string, string>>): string {
  return Object.entries(images)
    .map(([name, its]) => `${name}=${its}\n`)
    .sort()
    .join('');
}
