// Sentences that are kept in one language, said in another: by their form. A ledger is written once, and read by many.

/** A form, and the same in the other language; `{0}` stays as it is, `{0*}` is said too, `{0#}` is a number. */
export type Phrase = readonly [form: string, said: string];

interface Part {
  readonly place: number;
  readonly how: '' | '*' | '#';
}

interface Form {
  /** What stands between the parts, the first and the last among it. */
  readonly literals: readonly string[];
  readonly parts: readonly Part[];
  readonly said: string;
  readonly weight: number;
}

const PART = /\{(\d)([*#]?)\}/;
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
): (text: string) => string {
  const forms = phrases
    .map(formOf)
    .sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)) || b.weight - a.weight);
  const say = (text: string, depth: number): string => {
    if (depth > DEEPEST || text === '' || text.length > LONGEST) return text;
    const single = word(text);
    if (single !== undefined) return single;
    for (const form of forms) {
      const found = partsOf(form, text);
      if (found) return saidOf(form, found, (part) => say(part, depth + 1));
    }
    const [, name, rest] = NAMED.exec(text) ?? [];
    if (name !== undefined && rest !== undefined) {
      const said = say(rest, depth + 1);
      if (said !== rest) return name + said;
    }
    if (!text.includes('; ')) return text;
    return text
      .split('; ')
      .map((part) => say(part, depth + 1))
      .join('; ');
  };
  return (text) => say(text, 0);
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
    // Two sentences are none of ours with one of them in it.
    if (how === '' && isLast && isOpen(form) && part.includes('; ')) return undefined;
    found.push(part);
    at = end + next.length;
  }
  return found;
}

function saidOf({ parts, said }: Form, found: readonly string[], say: (text: string) => string) {
  return said.replace(/\{(\d)\}/g, (_, digit: string) => {
    const index = parts.findIndex(({ place }) => place === Number(digit));
    const text = found[index] ?? '';
    return parts[index]?.how === '*' ? say(text) : text;
  });
}
