// The repository that a build's source is, where it is one that tells its commits.

import type { Recipe } from './admission.ts';

/** A repository of CodeCommit: it is in the account of its project. */
export interface Repository {
  readonly region: string;
  readonly name: string;
}

const LOCATION =
  /^https:\/\/git-codecommit(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.[a-z.]+\/v1\/repos\/([\w.-]+?)\/?$/;

/**
 * Undefined where it is none, or of a kind that tells nothing without a key of its own.
 *
 *     CODECOMMIT  https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop  →  shop in eu-west-1
 *     GITHUB      https://github.com/acme/shop.git                              →  undefined
 */
export function repositoryOf({ sourceType, location = '' }: Recipe): Repository | undefined {
  const [, region, name] = LOCATION.exec(location) ?? [];
  if (sourceType !== 'CODECOMMIT' || region === undefined || name === undefined) return undefined;
  return { region, name };
}
