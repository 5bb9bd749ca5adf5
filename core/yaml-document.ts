// A YAML text as a document with places, or what keeps it from being one.

import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { slipsIn } from './yaml-slips.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface TextAt extends Position {
  readonly text: string;
}

export interface YamlDocument {
  readonly document: Document;
  readonly lines: LineCounter;
  /** Empty where the text is one good YAML document. */
  readonly broken: readonly TextAt[];
}

const PARSER = 'expected YAML, got: ';

/** Forty thousand targets take less; more would only keep people waiting. */
const LONGEST = 8_000_000;

/** What was read last: places in a text are asked for after its value, and reading it is what takes time. */
let last: { readonly written: string; readonly read: YamlDocument } | undefined;

/** The document is nobody's to change. */
export function yamlDocument(written: string): YamlDocument {
  if (last?.written !== written) last = { written, read: readDocument(written) };
  return last.read;
}

function readDocument(written: string): YamlDocument {
  const text = written.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  if (text.length > LONGEST) {
    const got = `expected a file of at most ${LONGEST} characters, got ${text.length}`;
    return { ...empty(), broken: [{ line: 1, column: 1, text: `${got}; split it` }] };
  }
  const parsed = nestedSafely(() => {
    // Its own search for keys that are there twice takes time by the square of their number.
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: true });
    return { document, twice: keysTwice(document, lines) };
  });
  if (parsed === undefined) {
    const broken = [{ line: 1, column: 1, text: 'expected YAML that is less deeply nested' }];
    return { ...empty(), broken };
  }
  const { document, twice } = parsed;
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
    text: brokenText(error),
  }));
  if (broken.length === 0) return { document, lines, broken: twice };
  const slips = slipsIn(text);
  return { document, lines, broken: slips.length > 0 ? slips : [...firstOf(broken), ...twice] };
}

/** One mistake makes a parser complain of all that follows: what comes first is told, and how much more there was. */
function firstOf(broken: readonly TextAt[]): readonly TextAt[] {
  const inOrder = [...broken].sort((a, b) => a.line - b.line || a.column - b.column);
  const [first, ...more] = inOrder as [TextAt, ...TextAt[]];
  const followed = more.filter(({ text }) => text.startsWith(PARSER));
  const others = more.filter(({ text }) => !text.startsWith(PARSER));
  const count = followed.length === 1 ? '1 complaint' : `${followed.length} complaints`;
  const text = followed.length > 0 ? `${first.text} (and ${count} more below it)` : first.text;
  return [{ ...first, text }, ...others];
}

function empty() {
  return { document: parseDocument(''), lines: new LineCounter() };
}

/** Undefined where the nesting takes more stack than there is. */
export function nestedSafely<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/** The parser's own words, without the place, which stands before them. */
function brokenText({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'expected one YAML document, got several';
  if (message.startsWith('Maximum call stack')) return 'expected YAML that is less deeply nested';
  const [first = ''] = message.split('\n');
  return `${PARSER}${first.replace(/ at line \d+, column \d+:?$/, '')}`;
}

/** Where the first alias stands whose anchor does not stand before it. */
export function aliasOfNothing(document: Document, lines: LineCounter): Position | undefined {
  const anchors = new Set<string>();
  let found: Position | undefined;
  visit(document, {
    Node(_, node) {
      if ('anchor' in node && node.anchor) anchors.add(node.anchor);
    },
    Alias(_, { source, range }) {
      if (anchors.has(source)) return undefined;
      const { line, col } = lines.linePos(range?.[0] ?? 0);
      found = { line, column: col };
      return visit.BREAK;
    },
  });
  return found;
}

function keysTwice({ contents }: Document, lines: LineCounter): TextAt[] {
  const problems: TextAt[] = [];
  const look = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) look(item);
    if (!isMap(node)) return;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      look(key);
      look(value);
      if (!isScalar(key) || key.value === '<<') continue;
      if (!seen.has(key.value)) {
        seen.add(key.value);
        continue;
      }
      const { line, col } = lines.linePos(key.range?.[0] ?? 0);
      const text = `expected each key once, got ${String(key.value).slice(0, 80)} twice`;
      problems.push({ line, column: col, text });
    }
  };
  look(contents);
  return problems;
}
