// Functions whose code is an image: the build says which, by a name that the target gives.

import type { Found, FoundResource } from '../cloudformation/found.ts';
import { slugOf } from './stage-names.ts';

/** What its image is called in what the build says; undefined of what gets an archive. */
export function imageOf(found: FoundResource | undefined): string | undefined {
  return found?.facts.isImage ? slugOf(found.id) : undefined;
}

export function imageNotes({ resources }: Found) {
  return resources.flatMap((found) => {
    const image = imageOf(found);
    if (image === undefined) return [];
    const text =
      `${found.id} is a function of an image: the build says which, as ${image} in imagedefinitions.json of its ` +
      'artifact; let the stack leave its ImageUri as it is once Tidegate deploys it';
    return [{ line: found.line, text }];
  });
}
