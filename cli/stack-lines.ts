// What a release would change in stacks, as it stands under a plan.

import type { Preview } from '../flows/preview-stack.ts';

/** Of one stack; `unread` where nobody could say it, `refused` where a release would be. */
export interface PlannedChanges {
  readonly target: string;
  readonly stack: string;
  readonly is: Preview['is'] | 'refused' | 'unread';
  readonly text: string;
  /** What a person has to consent to. */
  readonly destroys: readonly string[];
}

export interface StacksLookedAt {
  readonly stacks: readonly PlannedChanges[];
  readonly remarks: readonly string[];
}

/** Under the plan: what each stack would get, and what of that waits for a person. */
export function stackLines({ stacks: found, remarks }: StacksLookedAt): string[] {
  if (found.length === 0) return remarks.map((each) => `Note: ${each}.`);
  return [
    '',
    'What the stacks would get, as CloudFormation tells it now, and StackSets as their templates differ:',
    ...found.flatMap(({ target, stack, is, text, destroys }) => [
      `  ${target} (${stack}): ${is === 'refused' ? 'refused: ' : is === 'unread' ? 'not known: ' : ''}${text}`,
      ...(destroys.length === 0
        ? []
        : [`    waits for a person (approve --changes ${target}), for it ${destroys.join(', ')}`]),
    ]),
    ...remarks.map((each) => `Note: ${each}.`),
  ];
}
