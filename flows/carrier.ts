// Who has asked for a release, as far as its execution tells.

import type { Release } from '../core/release.ts';
import { executionNameOf } from './start-release.ts';

/**
 * Empty for what a build has started by itself; else the execution, whose input names nobody: whoever started it stands
 * in the trail of the account, and, where it was by a command, in the ledger.
 *
 *     …:shop-412-4f1d2a7          →  ''
 *     …:shop-412-4f1d2a7-20261123T0910, …:by-hand  →  ', by the input of execution …'
 */
export function carrierText({
  pipeline,
  revision,
  execution,
}: Pick<Release, 'pipeline' | 'revision' | 'execution'>): string {
  const name = execution.slice(execution.lastIndexOf(':') + 1);
  return name === executionNameOf(pipeline, revision.build)
    ? ''
    : `, by the input of execution ${name}`;
}
