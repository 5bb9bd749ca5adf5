// A release that waits in front of a stage, as the verbs mean it that end what it waits for.

import { commandOptions } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const waitingRelease = {
  value: 'RELEASE',
  what: 'a release',
  text: 'its id, its build’s number, its commit, its execution, or latest; the one that waits, unless named',
  optional: true,
} as const;

/** `more` stands where it belongs in the help: before where Tidegate is. */
export function skippingOptions<More extends object>(more: More) {
  return {
    reason,
    stage: { value: 'STAGE', text: 'in front of which stage, where several wait' },
    ...more,
    ...commandOptions,
  } as const;
}
