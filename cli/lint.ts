// tidegate lint: says what is wrong with pipeline files, each problem at its place.

import { isFailure } from '../core/failure.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { planOf } from '../core/plan.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';

const USAGE = 'tidegate lint FILE... [--json]';

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

interface Linted {
  readonly file: string;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
}

/** 0 if every file could be applied, 2 if one could not. */
export async function lint(args: readonly string[]): Promise<number> {
  const options = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = readArguments(args, options, USAGE);
  if (positionals.length === 0) throw refuseUsage('expected a pipeline file, got none', USAGE);

  const files = positionals.map(lintFile);
  process.stdout.write(values.json ? `${JSON.stringify({ files }, null, 2)}\n` : textOf(files));
  return files.every(({ ok }) => ok) ? 0 : 2;
}

function lintFile(file: string): Linted {
  const problems = problemsOf(file);
  return { file, ok: problems.length === 0, problems };
}

function problemsOf(file: string): Problem[] {
  try {
    planOf(parsePipeline(readText(file), file));
    return [];
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return thrown.message.split('\n').map((line) => problemOf(file, line));
  }
}

/** What is wrong with a file as a whole stands at its beginning. */
function problemOf(file: string, line: string): Problem {
  const text = line.startsWith(`${file}:`) ? line.slice(file.length + 1) : line;
  const [, at = '1', column = '1', rest = text] = /^(\d+):(\d+): (.*)$/.exec(text) ?? [];
  return { line: Number(at), column: Number(column), text: rest.trim() };
}

function textOf(files: readonly Linted[]): string {
  const lines = files.flatMap(({ file, problems }) =>
    problems.length === 0
      ? [`${file}: good`]
      : problems.map(({ line, column, text }) => `${file}:${line}:${column}: ${text}`),
  );
  return `${lines.join('\n')}\n`;
}
