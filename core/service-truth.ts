// What a service of ECS was found to run, held against what the ledger says of it.

import {
  type Expected,
  othersText,
  type Says,
  type ServiceTruth,
  type Shifting,
} from './found-truth.ts';
import { labelOf, type Revision } from './revision.ts';

/**
 * A service that is stable may have been rolled back since: what tells is its last deployment.
 *
 *     its own deployment was the last, its task definition       →  same
 *     somebody else's is under way                               →  other
 *     its own was rolled back since                              →  other
 *     another task definition, or other images                   →  other
 *     somebody else has brought the same task definition again   →  touched
 */
export function ofService(truth: ServiceTruth, expected: Expected): Says {
  const { definition, images, attempted } = truth;
  const { functionVersion = definition, setting, revision } = expected;
  const label = labelOf(revision);
  const isOwn = attempted && (attempted.id === setting || attempted.definition === functionVersion);
  if (attempted?.state === 'running' && !isOwn) return { is: 'other', text: othersText(attempted) };
  if (attempted?.isGoingBack && isOwn) {
    const text = `deployment ${attempted.id} of ${label} was rolled back, and not by Tidegate`;
    return definition === functionVersion && attempted.state !== 'running'
      ? { is: 'same' }
      : { is: 'other', text };
  }
  if (definition !== functionVersion) {
    const text = `its service has task definition ${definition}, not ${functionVersion} of ${label}`;
    return { is: 'other', text };
  }
  if (images !== undefined && !hasImages(images, revision)) {
    const text = `task definition ${definition} has ${Object.values(images).join(', ')}, not the images of ${label}`;
    return { is: 'other', text };
  }
  if (setting === undefined || attempted === undefined || attempted.id === setting)
    return { is: 'same' };
  const text = `deployment ${attempted.id}, not of Tidegate, brought ${label} again`;
  return { is: 'touched', text };
}

/** While it is brought there, the last deployment is its own, or an earlier one. */
export function ofShiftingService({ attempted }: ServiceTruth, shifting: Shifting): Says {
  if (attempted === undefined || attempted.id === shifting.deployment) return { is: 'same' };
  if (attempted.description?.startsWith(shifting.mark)) return { is: 'same' };
  if (attempted.createdAt < shifting.begunAt) return { is: 'same' };
  return { is: 'other', text: othersText(attempted) };
}

/**
 * Whether these are the images that a revision says; without any, nobody can tell. A build may say those of other
 * services too: what has no such container has nothing of theirs.
 */
export function hasImages(
  found: Readonly<Record<string, string>>,
  { images }: Pick<Revision, 'images'>,
): boolean {
  if (images === undefined) return false;
  const its = Object.entries(images).filter(([name]) => name === ANY_CONTAINER || name in found);
  return (
    its.length > 0 &&
    its.every(([name, image]) =>
      name === ANY_CONTAINER ? Object.values(found).includes(image) : found[name] === image,
    )
  );
}

/** Where the artifact does not say which container it means. */
export const ANY_CONTAINER = '*';
