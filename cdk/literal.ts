// Names that are known when the app is synthesised: a definition cannot hold what CloudFormation makes up later.

import { type IResource, type Stack, Token } from 'aws-cdk-lib';

export interface Problem {
  /** Where in the pipeline, as `stages.1.targets.0.account`. */
  readonly path: string;
  readonly text: string;
}

export type TellProblem = (problem: Problem) => void;

/** The text behind a value, or undefined where it is known only to CloudFormation. */
function literalOf(value: unknown, stack: Stack): string | undefined {
  if (!Token.isUnresolved(value)) return typeof value === 'string' ? value : undefined;
  const resolved: unknown = stack.resolve(value);
  return typeof resolved === 'string' && !Token.isUnresolved(resolved) ? resolved : undefined;
}

/**
 * The physical name of a resource, from the construct or from what it puts into the template.
 *
 * Reports and gives a placeholder where it has none: then everything else can still be checked.
 */
export function nameOf(
  resource: IResource,
  property: string,
  path: string,
  tell: TellProblem,
): string {
  const { stack, node } = resource;
  const declared = node.defaultChild as unknown as Readonly<Record<string, unknown>> | undefined;
  const own = (resource as unknown as Readonly<Record<string, unknown>>)[property];
  const name = literalOf(own, stack) ?? literalOf(declared?.[property], stack);
  if (name !== undefined) return name;
  const text =
    `expected ${node.path} to have a name that is known at synthesis, got one that CloudFormation ` +
    `makes up when it deploys; give that construct ${property}`;
  tell({ path, text });
  return 'unknown';
}

/** The account or region of the stack that declares a resource. */
export function environmentOf(
  resource: Pick<IResource, 'stack' | 'env'>,
  property: 'account' | 'region',
  path: string,
  tell: TellProblem,
): string {
  const { stack } = resource;
  const value = literalOf(resource.env[property], stack) ?? literalOf(stack[property], stack);
  if (value !== undefined) return value;
  const text =
    `expected the ${property} of stack ${stack.node.path || stack.stackName} to be known, got a stack that deploys ` +
    `anywhere; give the stack env: { account: '111122223333', region: 'eu-west-1' }, or the target its ${property}`;
  tell({ path, text });
  return property === 'account' ? '000000000000' : 'xx-unknown-0';
}

/** A value with nothing in it that is known only to CloudFormation, or that is not data. */
export function plain(
  value: unknown,
  stack: Stack | undefined,
  path: string,
  tell: TellProblem,
): unknown {
  const at = (key: string | number) => (path ? `${path}.${key}` : String(key));
  if (Token.isUnresolved(value)) {
    const resolved = stack && literalOf(value, stack);
    if (resolved !== undefined) return resolved;
    const text = `expected a literal value, got ${String(value)}, which only CloudFormation knows; write the value itself`;
    tell({ path, text });
    return undefined;
  }
  if (Array.isArray(value)) return value.map((each, index) => plain(each, stack, at(index), tell));
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    tell({ path, text: `expected data, got ${value.constructor?.name ?? 'an object'}` });
    return undefined;
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each, stack, at(key), tell)]));
}
