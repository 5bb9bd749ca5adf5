// Whether a role allows an action, by its statements.

import type { Allows } from '@tidegate/embedded-aws/transport/run-operation';
import type { StackFunction } from './stack.ts';
import type { Statement } from './stack-statements.ts';

export function permissionsOf(functions: readonly StackFunction[]): Allows {
  const statements = new Map(functions.map((each) => [each.name, each.statements]));
  const known = new Map<string, boolean>();

  return (functionName, action, resource, tags) => {
    const key = `${functionName} ${action} ${resource}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const allowed = allows(statements.get(functionName) ?? [], action, resource, tags);
    known.set(key, allowed);
    return allowed;
  };
}

/** Statements here only allow, so the first that fits decides. Without a resource, any will do. */
export function allows(
  statements: readonly Statement[],
  action: string,
  resource: string | undefined,
  tags: () => Readonly<Record<string, string>> = () => ({}),
): boolean {
  return statements.some(
    ({ Action, Resource, Condition }) =>
      [Action].flat().some((pattern) => fits(pattern, action)) &&
      [Resource].flat().some((pattern) => resource === undefined || fits(pattern, resource)) &&
      Object.entries(Condition?.StringEquals ?? {}).every(
        ([key, value]) =>
          key === 'iam:PassedToService' || tags()[key.replace('aws:ResourceTag/', '')] === value,
      ),
  );
}

/** Of each pattern, made once: the same few are asked of every call of every world. */
const expressions = new Map<string, RegExp>();

/** `*` stands for anything, as in IAM. */
export function fits(pattern: string, text: string): boolean {
  const known = expressions.get(pattern) ?? expressionOf(pattern);
  expressions.set(pattern, known);
  return known.test(text);
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
