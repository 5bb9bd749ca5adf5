// A scope, as the verbs name it.

import { type Scope, scopeText } from '../hold.ts';

/** `tidegate resume checkout --stage prod`: what lets a scope go on. */
export function resumeCommand(scope: Scope): string {
  return `tidegate resume ${wordsOf(scope)} --reason "…"`;
}

function wordsOf(scope: Scope): string {
  if (scope.kind === 'pipeline') return scope.pipeline;
  if (scope.kind === 'stage') return `${scope.pipeline} --stage ${scope.stage}`;
  return `--scope ${scopeText(scope)}`;
}

/** What stops it. */
export function stopCommand(scope: Scope): string {
  const words =
    'pipeline' in scope ? `hold ${wordsOf(scope)}` : `stop-the-line ${scopeText(scope)}`;
  return `tidegate ${words} --reason "…"`;
}
