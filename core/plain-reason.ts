// What a state machine's error says to a person.

/**
 * An error as Step Functions reports it, without the JSON that it wraps causes in: a function's error has its message
 * in `errorMessage`, a child execution's has the child's own cause in `Cause`.
 *
 *     'LeaseLost: {"errorType":"LeaseLost","errorMessage":"expected …"}'    →  'LeaseLost: expected …'
 *     'States.TaskFailed: {"Cause":"stopped by hand","Error":"Stopped"}'    →  'States.TaskFailed: stopped by hand'
 *     'alarm a was in ALARM'                                                →  'alarm a was in ALARM'
 */
export function plainReason(text: string): string {
  const start = text.indexOf('{"');
  if (start < 0) return text;
  const before = text.slice(0, start);
  const wrapped = text.slice(start);
  const found =
    said(wrapped, 'errorMessage') ?? said(wrapped, 'Cause') ?? said(wrapped, 'Error') ?? wrapped;
  return `${before}${found}`;
}

/** The text of a field, read by form: the JSON may have been cut short. */
function said(json: string, field: string): string | undefined {
  const match = new RegExp(`"${field}":("(?:[^"\\\\]|\\\\.)*")`).exec(json);
  if (match === null) return undefined;
  const text = JSON.parse(match[1]!) as string;
  return text === '' ? undefined : plainReason(text);
}

const MOST_REASONS = 5;

/**
 * Several reasons as one sentence, the first few of them: a reason is kept in many places, and Step Functions takes
 * 32,768 characters of it.
 *
 *     ['a', 'b']                           →  'a; b'
 *     ['a', 'b', 'c', 'd', 'e', 'f', 'g']  →  'a; b; c; d; e; and 2 more'
 */
export function reasonOf(reasons: readonly string[]): string {
  const more = reasons.length - MOST_REASONS;
  return [...reasons.slice(0, MOST_REASONS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
