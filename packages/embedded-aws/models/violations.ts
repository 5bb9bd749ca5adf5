// What an input breaks, in AWS's own words.

/** How a value fails its shape. */
export type Rule =
  | { readonly kind: 'missing' }
  | { readonly kind: 'type'; readonly expected: string }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'least' | 'most'; readonly of: 'length' | 'value'; readonly bound: number };

export interface Violation {
  /** The members from the root, as the API spells them; an element of a list by its number. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly rule: Rule;
}

const LONGEST_SHOWN = 256;

/**
 * The text that all of AWS's model checks share.
 *
 *     1 validation error detected: Value null at 'alarmName' failed to satisfy constraint: Member must not be null
 */
export function textOf(violations: readonly Violation[]): string {
  const texts = violations.map(
    ({ path, value, rule }) =>
      `Value ${shown(value)} at '${pathText(path)}' failed to satisfy constraint: Member ${ruleText(rule)}`,
  );
  const { length } = texts;
  return `${length} validation error${length === 1 ? '' : 's'} detected: ${texts.join('; ')}`;
}

/** A value of another type cannot even be read. */
export function misfitText({ path, value, rule }: Violation): string | undefined {
  if (rule.kind !== 'type') return undefined;
  const got = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
  const where = path.length > 0 ? ` at ${path.join('.')}` : '';
  return `Expected ${rule.expected}${where}, got ${got}.`;
}

/** `metricDataQueries.1.member.id`: Java's spelling, whose lists count from one. */
function pathText(path: Violation['path']): string {
  return path
    .map((step) => (typeof step === 'number' ? `${step}.member` : lowerFirst(step)))
    .join('.');
}

/** As `MetricData.member.1.MetricName`, the form that Query has for it. */
export function queryPath(path: Violation['path']): string {
  return path.map((step) => (typeof step === 'number' ? `member.${step}` : step)).join('.');
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function ruleText(rule: Rule): string {
  if (rule.kind === 'missing') return 'must not be null';
  if (rule.kind === 'type') return `must be ${rule.expected}`;
  if (rule.kind === 'enum') return `must satisfy enum value set: [${rule.values.join(', ')}]`;
  if (rule.kind === 'pattern') return `must satisfy regular expression pattern: ${rule.pattern}`;
  const comparison = rule.kind === 'least' ? 'greater' : 'less';
  return `must have ${rule.of} ${comparison} than or equal to ${rule.bound}`;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  const text = Array.isArray(value) ? `[${value.map(plain).join(', ')}]` : plain(value);
  return `'${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}'`;
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
