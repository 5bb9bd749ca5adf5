// Whether what a target runs is somebody else's as a whole: nothing of ours is half-way there.

import { isForeign, type Truth } from './found-truth.ts';

/**
 * An alias at one version, a site, which is switched as a whole, or a group or a service whose last deployment nobody
 * of ours began and that has succeeded. Whose bytes these are is another question.
 */
export function isWhole(truth: Truth): boolean {
  if (truth.kind === 'alias') return Object.keys(truth.weights).length === 0;
  if (truth.kind === 'site') return true;
  if (truth.kind === 'nothing' || truth.attempted === undefined) return false;
  return isForeign(truth.attempted) && truth.attempted.state === 'Succeeded';
}
