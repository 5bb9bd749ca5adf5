// Requests that hold only if an object is as the client thinks.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import type { StoredObject } from './objects.ts';

export const Conditions = z.object({
  IfMatch: z.string().optional(),
  IfNoneMatch: z.string().optional(),
  IfModifiedSince: z.string().optional(),
  IfUnmodifiedSince: z.string().optional(),
});

type Given = z.infer<typeof Conditions>;

/** Throws `PreconditionFailed`, or `NotModified` where the client has the object. A tag tells more than a time. */
export function refuseUnlessMet(object: StoredObject, given: Given): void {
  const { IfMatch, IfNoneMatch } = given;
  const at = Math.floor(object.lastModified.getTime() / 1000) * 1000;
  const modifiedSince = timeIn(given.IfModifiedSince);
  const unmodifiedSince = timeIn(given.IfUnmodifiedSince);
  if (IfMatch !== undefined ? !isNamed(object, IfMatch) : at > (unmodifiedSince ?? Infinity))
    throw preconditionFailed();
  if (IfNoneMatch !== undefined ? isNamed(object, IfNoneMatch) : at <= (modifiedSince ?? -Infinity))
    throw new AwsError('NotModified', 'Not Modified', 304);
}

/** For a write: over nothing, or over what it says. */
export function refuseUnlessOver(newest: StoredObject | undefined, given: Given): void {
  const present = newest?.deleteMarker ? undefined : newest;
  const { IfMatch, IfNoneMatch } = given;
  if (IfNoneMatch === '*' && present) throw preconditionFailed();
  if (IfMatch === undefined) return;
  if (!present) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (!isNamed(present, IfMatch)) throw preconditionFailed();
}

function isNamed({ eTag }: StoredObject, tags: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '').replaceAll('"', '');
  return tags.split(',').some((tag) => bare(tag) === '*' || bare(tag) === bare(eTag));
}

/** What is no time, HTTP ignores. */
function timeIn(text: string | undefined): number | undefined {
  const millis = Date.parse(text ?? '');
  return Number.isNaN(millis) ? undefined : millis;
}

function preconditionFailed(): AwsError {
  return new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
  );
}
