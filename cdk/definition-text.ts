// A definition as the file that `tidegate apply` reads, checked by the reader of that file.

import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { isFailure } from '../core/failure.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { planOf } from '../core/plan.ts';
import type { Problem } from './literal.ts';

/** The same definition gives the same text. */
export function textOf(definition: unknown, declaredAt: string): string {
  const head = `# Synthesised from ${declaredAt}: change it there.\n`;
  return head + stringify(definition, { lineWidth: 100, aliasDuplicateObjects: false });
}

/** What `tidegate lint` would say of a text, by path: nobody wrote its lines. */
export function problemsIn(text: string): Problem[] {
  try {
    planOf(parsePipeline(text, FILE));
    return [];
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return thrown.message.split('\n').map((line) => problemOf(line, text));
  }
}

const FILE = 'tidegate.yml';

function problemOf(message: string, text: string): Problem {
  const [, line, column, rest = message] = /^tidegate\.yml:(\d+):(\d+): (.*)$/.exec(message) ?? [];
  const path = line ? pathAt(text, Number(line), Number(column)) : '';
  return { path, text: rest.startsWith(`${path}: `) ? rest.slice(path.length + 2) : rest };
}

/** The path to what stands at a place in a YAML text, as `stages.1.targets.0`. */
function pathAt(text: string, line: number, column: number): string {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  const offset = (lines.lineStarts[line - 1] ?? 0) + column - 1;
  const path: string[] = [];
  let inside: unknown = contents;
  while (isMap(inside) || isSeq(inside)) {
    const entries: [string, unknown, unknown][] = isMap(inside)
      ? inside.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', key, value])
      : inside.items.map((item, index) => [String(index), item, item]);
    const found = entries.findLast(([, start]) => (rangeOf(start)?.[0] ?? offset + 1) <= offset);
    if (!found || (path.length > 0 && rangeOf(inside)?.[0] === offset)) break;
    path.push(found[0]);
    inside = found[2];
  }
  return path.join('.');
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return (node as { range?: [number, number, number] } | null)?.range;
}
