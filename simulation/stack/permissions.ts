// Whether a role allows an action, by its statements.

import type { Allows } from '@tidegate/embedded-aws/transport/run-operation';
import type { StackFunction } from './stack.ts';
import type { Statement } from './stack-statements.ts';

/** What was asked of statements before, where no tags had a say: hundreds of worlds are of the same stack. */
const answers = new WeakMap<readonly Statement[], Map<string, boolean>>();
const MOST_ANSWERS = 5_000;
const NONE: readonly Statement[] = [];

/** As `Allows`, of one role. */
type RoleAllows = (
  action: string,
  resource: string | undefined,
  tags?: () => Readonly<Record<string, string>>,
) => boolean;

export function permissionsOf(functions: readonly StackFunction[]): Allows {
  const roles = new Map(
    functions.map((each) => [each.name, remembering(each.statements, new Map())]),
  );
  const nothing = remembering(NONE);
  return (functionName, ...asked) => (roles.get(functionName) ?? nothing)(...asked);
}

/**
 * As `allows`, of one role: what was answered before is answered again. What goes by tags is so in one world: a role
 * that is of several has no `byTags`.
 */
export function remembering(own: readonly Statement[], byTags?: Map<string, boolean>): RoleAllows {
  return (action, resource, tags = () => ({})) => {
    const key = `${action} ${resource}`;
    const before = answers.get(own)?.get(key) ?? byTags?.get(key);
    if (before !== undefined) return before;
    let asksTags = false;
    const allowed = allows(own, action, resource, () => {
      asksTags = true;
      return tags();
    });
    // A key goes by many aliases.
    if (action.startsWith('kms:')) return allowed;
    if (asksTags) byTags?.set(key, allowed);
    else keep(own, key, allowed);
    return allowed;
  };
}

function keep(statements: readonly Statement[], key: string, allowed: boolean): void {
  const known = answers.get(statements) ?? new Map<string, boolean>();
  if (known.size >= MOST_ANSWERS) known.clear();
  answers.set(statements, known.set(key, allowed));
}

/** What is denied is, whatever else allows it. Without a resource, any will do. */
export function allows(
  statements: readonly Statement[],
  action: string,
  resource: string | undefined,
  tags: () => Readonly<Record<string, string>> = () => ({}),
): boolean {
  const isFit = (statement: Statement) => fitsAll(statement, action, resource, tags);
  const isDenied = statements.some(
    (each) => each.Effect === 'Deny' && resource !== undefined && isFit(each),
  );
  return !isDenied && statements.some((each) => each.Effect === 'Allow' && isFit(each));
}

function fitsAll(
  { Action, Resource, Condition }: Statement,
  action: string,
  resource: string | undefined,
  tags: () => Readonly<Record<string, string>>,
): boolean {
  return (
    [Action].flat().some((pattern) => fits(pattern, action)) &&
    [Resource].flat().some((pattern) => resource === undefined || fits(pattern, resource)) &&
    Object.entries(Condition?.StringLike ?? {}).every(([key, pattern]) =>
      fits(pattern, tags()[key] ?? ''),
    ) &&
    Object.entries(Condition?.StringEquals ?? {}).every(
      ([key, value]) =>
        key === 'iam:PassedToService' || tags()[key.replace('aws:ResourceTag/', '')] === value,
    )
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
