// YAML as CloudFormation and Serverless take it, which is more than the specification allows.

import { type Document, LineCounter, parseDocument, type YAMLParseError } from 'yaml';

export interface YamlText {
  readonly document: Document;
  readonly counter: LineCounter;
  /** The first thing that nobody could read; absent where all could be. */
  readonly error?: { readonly line: number; readonly column: number; readonly text: string };
  /** Lines with a key that stands there already: the last one counts. */
  readonly doubled: readonly number[];
}

/** A text that is repaired more often than this is no template that somebody deploys. */
const MOST_REPAIRS = 20;
/** Beyond this, a text is parsed once: every repair parses it anew. */
const MOST_CHARACTERS_TO_REPAIR = 200_000;

/**
 * Reads YAML. The readers of CloudFormation and Serverless take three things that YAML forbids: a bracket that closes
 * left of what it belongs to, a quoted text whose next line stands left of it, and a key that stands twice. Such lines
 * are moved to the right before they are read, so that lines keep their numbers.
 */
export function readYaml(given: string): YamlText {
  let text = given.replace(/^\uFEFF/, '');
  let read = parsed(text);
  const [first] = read.errors;
  const most = text.length > MOST_CHARACTERS_TO_REPAIR ? 0 : MOST_REPAIRS;
  for (let count = 0; count < most; count += 1) {
    const lines = linesToMove(read.errors);
    if (lines.length === 0) break;
    for (const line of lines) text = moved(text, line);
    read = parsed(text);
  }
  const left = read.errors.length === 0 ? undefined : first;
  const { document, counter, doubled } = read;
  return { document, counter, doubled, ...(left && { error: errorOf(left) }) };
}

function parsed(text: string) {
  const counter = new LineCounter();
  // CloudFormation's short forms are tags that YAML does not know: whoever wants the values reads each.
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  const [doubled, errors] = [true, false].map((isDouble) =>
    document.errors.filter(({ code }) => (code === 'DUPLICATE_KEY') === isDouble),
  ) as [YAMLParseError[], YAMLParseError[]];
  return { document, counter, errors, doubled: doubled.map(lineOf) };
}

/** The lines that are too far left: all brackets at once, a quoted text line by line. */
function linesToMove(errors: readonly YAMLParseError[]): number[] {
  const brackets = errors.filter(
    ({ code, message }) => code === 'BAD_INDENT' && message.startsWith('Flow '),
  );
  if (brackets.length > 0) return [...new Set(brackets.map(lineOf))];
  const [error] = errors;
  const isQuoted = error?.code === 'MISSING_CHAR' && /quote/.test(error.message);
  return isQuoted ? [lineOf(error) + 1] : [];
}

function moved(text: string, line: number): string {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).findLast((each) => each.trim() !== '') ?? '';
  const depth = /^\s*/.exec(before)?.[0].length ?? 0;
  const given = lines[line - 1];
  if (given === undefined) return text;
  lines[line - 1] = ' '.repeat(depth + 1) + given.trimStart();
  return lines.join('\n');
}

function lineOf({ linePos }: YAMLParseError): number {
  return linePos?.[0].line ?? 1;
}

function errorOf(error: YAMLParseError) {
  const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
  const [first = ''] = error.message.split('\n');
  return { line, column: col, text: first.replace(/ at line \d+, column \d+:?$/, '') };
}
