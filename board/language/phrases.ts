// Sentences that are kept in one language, said in another: by their form. A ledger is written once, and read by many.

/**
 * A form, and the same in the other language; `{0}` stays as it is, `{0*}` is said too, `{0=}` is a term or several of
 * them, `{0#}` is a number, and `{0.}` one word.
 */
export type Phrase = readonly [form: string, said: string];

interface Part {
  readonly place: number;
  readonly how: '' | '*' | '=' | '#' | '.';
}

interface Form {
  /** What stands between the parts, the first and the last among it. */
  readonly literals: readonly string[];
  readonly parts: readonly Part[];
  readonly said: string;
  readonly weight: number;
}

const PART = /\{(\d)([*=#.]?)\}/;
const NUMBER = /^\d+$/;
/** What stands before a text of ours: a target's name, a test's. */
const NAMED = /^(\S+: )(.+)$/s;

/** A sentence in a sentence in a sentence: whoever writes more of them is nobody of ours. */
const DEEPEST = 20;
/** Longer texts are no sentence of ours. */
const LONGEST = 4_000;

/**
 * Says texts by their forms: those first that begin with a word of ours, and of these the one of the most letters. What
 * has none of the forms stays as it is. Each literal is taken at its first place, so that no text, whoever wrote it,
 * makes it look twice.
 *
 *     ['{0} was promoted to every target', '{0}: 모든 타깃에 승격됨']
 *     '#412 9f2c1d7 was promoted to every target'  →  '#412 9f2c1d7: 모든 타깃에 승격됨'
 */
export function sayerOf(
  phrases: readonly Phrase[],
  word: (text: string) => string | undefined,
  term: (text: string) => string = (text) => text,
): (text: string) => string {
  const forms = phrases
    .map(formOf)
    .sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)) || b.weight - a.weight);
  const sayOnce = (text: string, depth: number, known: Known): string => {
    if (depth > DEEPEST || text === '' || text.length > LONGEST) return text;
    const single = word(text);
    if (single !== undefined) return single;
    const next = (part: string) => say(part, depth + 1, known);
    // Two sentences of ours are none with one of them in it.
    const hidesOurs = (part: string) => {
      const rest = part.slice(part.indexOf('; ') + 2);
      return next(rest) !== rest;
    };
    const isShort = text.split('; ', MOST_SENTENCES + 1).length <= MOST_SENTENCES;
    const byForm = (whole: string): string | undefined => {
      for (const form of forms) {
        const found = partsOf(form, whole);
        if (found === undefined) continue;
        if (isShort && swallows(form, found, hidesOurs)) continue;
        return saidOf(form, found, { next, term });
      }
      return undefined;
    };
    const formed = byForm(text);
    if (formed !== undefined) return formed;
    const [, name, rest] = NAMED.exec(text) ?? [];
    const named = name !== undefined && rest !== undefined ? byForm(rest) : undefined;
    if (named !== undefined) return `${name}${named}`;
    const sentences = sentencesOf(text);
    if (sentences.length > 1) return sentences.map(next).join('; ');
    return name !== undefined && rest !== undefined ? `${name}${next(rest)}` : text;
  };
  const say = (text: string, depth: number, known: Known): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const said = sayOnce(text, depth, known);
    known.set(text, said);
    return said;
  };
  return (text) => say(text, 0, new Map());
}

/** What was said of a text's parts: none of them is said twice. */
type Known = Map<string, string>;

/** Of a text of more sentences nobody asks which of them are ours: whoever writes it has time. */
const MOST_SENTENCES = 30;

/** Whether a part has taken a sentence that is none of it: what stood between two of them was in that as well. */
function swallows(
  { literals, parts }: Form,
  found: readonly string[],
  hidesOurs: (part: string) => boolean,
): boolean {
  return found.some((part, index) => {
    if (!part.includes('; ')) return false;
    const next = literals[index + 1] ?? '';
    const isLast = index === parts.length - 1;
    if (parts[index]?.how === '*') return false;
    // What people write stands in brackets, or before another sentence of the form.
    return isLast ? hidesOurs(part) : !/^(; | \(|\))/.test(next);
  });
}

/** What stands between semicolons, but for those in brackets. */
function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let before = '';
  for (const piece of text.split('; ')) {
    before = before === '' ? piece : `${before}; ${piece}`;
    if (!isWhole(before)) continue;
    sentences.push(before);
    before = '';
  }
  return before === '' ? sentences : text.split('; ');
}

/** Whether every bracket that it ends began in it. */
function isWhole(part: string): boolean {
  let open = 0;
  for (const letter of part) {
    if (letter === '(') open += 1;
    if (letter === ')') open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

function formOf([form, said]: Phrase): Form {
  const pieces = form.split(PART);
  const literals = pieces.filter((_, index) => index % 3 === 0);
  const parts = literals.slice(1).map((_, index) => ({
    place: Number(pieces[index * 3 + 1]),
    how: (pieces[index * 3 + 2] ?? '') as Part['how'],
  }));
  return { literals, parts, said, weight: literals.join('').length };
}

/** Whether anything may stand at its beginning. */
function isOpen({ literals }: Form): boolean {
  return literals[0] === '';
}

/** What stands in the places of the form; undefined where the text is not of it. */
function partsOf(form: Form, text: string): string[] | undefined {
  const { literals, parts } = form;
  const [first = ''] = literals;
  if (!text.startsWith(first)) return undefined;
  if (parts.length === 0) return text === first ? [] : undefined;
  const last = literals.at(-1) ?? '';
  if (!text.endsWith(last)) return undefined;
  const found: string[] = [];
  let at = first.length;
  for (const [index, { how }] of parts.entries()) {
    const next = literals[index + 1] ?? '';
    const isLast = index === parts.length - 1;
    const end = isLast ? text.length - last.length : text.indexOf(next, at + 1);
    if (end <= at) return undefined;
    const part = text.slice(at, end);
    if (how === '#' && !NUMBER.test(part)) return undefined;
    if (how === '.' && part.includes(' ')) return undefined;
    if (next.startsWith(')') && !isWhole(part)) return undefined;
    // Two sentences are none of ours with one of them in it.
    if (how === '' && isLast && isOpen(form) && part.includes('; ')) return undefined;
    found.push(part);
    at = end + next.length;
  }
  return found;
}

interface Says {
  readonly next: (text: string) => string;
  readonly term: (text: string) => string;
}

function saidOf({ parts, said }: Form, found: readonly string[], { next, term }: Says): string {
  return said.replace(/\{(\d)\}/g, (_, digit: string) => {
    const index = parts.findIndex(({ place }) => place === Number(digit));
    const text = found[index] ?? '';
    const how = parts[index]?.how;
    if (how === '=') return term(text);
    return how === '*' ? next(text) : text;
  });
}
