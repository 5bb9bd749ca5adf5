// Whether a function's role allows an action: the statements of its entry in serverless.yml.

import type { Allows } from '@tidegate/embedded-aws/transport/run-operation';
import type { StackFunction } from './serverless-file.ts';

/** Statements here only allow, so the first that fits decides. */
export function permissionsOf(functions: readonly StackFunction[]): Allows {
  const statements = new Map(functions.map((each) => [each.name, each.statements]));
  const known = new Map<string, boolean>();

  return (functionName, action, resource) => {
    const key = `${functionName} ${action} ${resource}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const allowed = (statements.get(functionName) ?? []).some(
      ({ Action, Resource }) =>
        [Action].flat().some((pattern) => fits(pattern, action)) &&
        [Resource].flat().some((pattern) => resource === undefined || fits(pattern, resource)),
    );
    known.set(key, allowed);
    return allowed;
  };
}

/** `*` stands for anything, as in IAM. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
