// What a schema's issue says to people who write YAML.

import type * as z from 'zod';

/** Types in the words of people who write YAML. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'keys and values',
  record: 'keys and values',
  array: 'a list',
  string: 'text (a number or a date needs quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/**
 * What was expected.
 *
 *     a number where text should be     →  expected text (a number or a date needs quotes)
 *     -1 where more than 0 should be    →  expected a number above 0
 *     a list of none that needs two     →  expected at least 2 items
 *     2027-02-30                        →  expected a date such as 2027-01-31
 */
export function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'never'
        ? issue.message
        : `expected ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return own(issue) ?? bound(issue, issue.minimum, issue.inclusive, ['at least', 'above']);
    case 'too_big':
      return own(issue) ?? bound(issue, issue.maximum, issue.inclusive, ['at most', 'below']);
    case 'invalid_format':
      return issue.format === 'date' ? 'expected a date such as 2027-01-31' : issue.message;
    default:
      return issue.message;
  }
}

/** A message that the schema gave itself. */
function own({ message }: z.core.$ZodIssue): string | undefined {
  return message.startsWith('expected') ? message : undefined;
}

function bound(
  { origin }: { readonly origin: string },
  value: number | bigint,
  inclusive = true,
  [closed, open]: readonly [closed: string, open: string],
): string {
  const number = `${inclusive ? closed : open} ${value}`;
  if (origin === 'array') return `expected ${number} ${Number(value) === 1 ? 'item' : 'items'}`;
  if (origin === 'string') return `expected ${number} characters`;
  return `expected a number ${inclusive ? `of ${number}` : number}`;
}
