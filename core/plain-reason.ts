// What a state machine's error says to a person.

/** Of a text from outside, so much is read; of what it says, so much is kept: reasons are kept in many places. */
const MOST_READ = 16_000;
const MOST_KEPT = 2_000;
/** A cause wraps another's a few times at most: a test in a wave in a release. */
const MOST_NESTED = 8;

/**
 * An error as Step Functions reports it, without the JSON that it wraps causes in: a function's error has its message
 * in `errorMessage`, a child execution's has the child's own cause in `Cause`.
 *
 * The text is anybody's: whoever stops an execution writes a cause. It is read by its form and never parsed, so that
 * JSON that is cut short, broken or nested beyond sense ends as some text.
 *
 *     'LeaseLost: {"errorType":"LeaseLost","errorMessage":"expected …"}'    →  'LeaseLost: expected …'
 *     'States.TaskFailed: {"Cause":"stopped by hand","Error":"Stopped"}'    →  'States.TaskFailed: stopped by hand'
 *     'a (Refused: {"errorMessage":"no"}), b (its time was over)'           →  'a (Refused: no), b (its time was over)'
 *     'not opened: States.Timeout'                                          →  'not opened: its time was over'
 *     'alarm a was in ALARM'                                                →  'alarm a was in ALARM'
 */
export function plainReason(text: string): string {
  const plain = unwrapped(text.slice(0, MOST_READ), MOST_NESTED);
  return inWords(plain).slice(0, MOST_KEPT).toWellFormed();
}

/** What stands around the JSON stays: several targets' errors are one text. */
function unwrapped(text: string, levels: number): string {
  let before = '';
  let rest = text;
  for (let start = rest.indexOf('{"'); start >= 0 && levels > 0; start = rest.indexOf('{"')) {
    const end = endOf(rest, start);
    const wrapped = rest.slice(start, end);
    const found = said(wrapped, 'errorMessage') ?? said(wrapped, 'Cause') ?? said(wrapped, 'Error');
    const words = found === undefined ? wrapped : unwrapped(found, levels - 1);
    before += rest.slice(0, start) + words;
    rest = rest.slice(end);
  }
  return before + rest;
}

/** Where an object ends that starts there: at the end of the text, where it is cut short. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === '{') depth += 1;
    else if (!isQuoted && char === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** What Step Functions names and does not explain. */
const WORDS: Readonly<Record<string, string>> = {
  'States.Timeout': 'its time was over',
  'States.HeartbeatTimeout': 'nothing was heard of it in time',
  'States.DataLimitExceeded': 'what it answered was too large',
};

function inWords(text: string): string {
  return text.replace(/\bStates\.[A-Za-z]+\b/g, (name) => WORDS[name] ?? name);
}

/** The text of a field; undefined where there is none, or an empty one. */
function said(json: string, field: string): string | undefined {
  const key = `"${field}":"`;
  const start = json.indexOf(key);
  if (start < 0) return undefined;
  const from = start + key.length;
  let end = from;
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return end > from ? unescaped(json.slice(from, end)) : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs, (_, code?: string, char?: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[char ?? ''] ?? char ?? ''),
  );
}

const MOST_REASONS = 5;

/**
 * Several reasons as one sentence, the first few of them: a reason is kept in many places, and Step Functions takes
 * 32,768 characters of it.
 *
 *     ['a', 'b']                           →  'a; b'
 *     ['a', 'b', 'c', 'd', 'e', 'f', 'g']  →  'a; b; c; d; e; and 2 more'
 *     the same, and then 'and 9 more'      →  'a; b; c; d; e; and 11 more'
 */
export function reasonOf(reasons: readonly string[]): string {
  const told = /^and (\d+) more$/.exec(reasons.at(-1) ?? '')?.[1];
  const whole = told === undefined ? reasons : reasons.slice(0, -1);
  const more = Math.max(0, whole.length - MOST_REASONS) + Number(told ?? 0);
  return [...whole.slice(0, MOST_REASONS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
