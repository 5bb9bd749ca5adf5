// tidegate lint: says what is wrong with pipeline files, and which rules of good practice they break.

import { isFailure } from '../core/failure.ts';
import { planOf } from '../core/plan.ts';
import { forbidding } from '../core/practice/judge.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';
import {
  countText,
  type FileFinding,
  findingLines,
  findingsIn,
  type JudgedBy,
  judgedBy,
} from './findings.ts';
import { parsePipelineFile } from './pipeline-file.ts';
import { sarifOf } from './sarif.ts';

const USAGE = 'tidegate lint FILE... [--policy FILE] [--json | --sarif]';

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Linted {
  readonly file: string;
  /** Whether it could be applied, and breaks no rule that is enforced. */
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly findings: readonly FileFinding[];
}

/** 0 if every file could be applied and released, 2 if one could not; what only warns changes nothing. */
export async function lint(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      policy: { type: 'string' },
      json: { type: 'boolean', default: false },
      sarif: { type: 'boolean', default: false },
    },
    USAGE,
  );
  if (positionals.length === 0) throw refuseUsage('expected a pipeline file, got none', USAGE);
  if (values.json && values.sarif) throw refuseUsage('expected --json or --sarif, got both', USAGE);

  const judged = judgedBy(values.policy);
  const files = positionals.map((file) => lintFile(file, judged));
  process.stdout.write(formOf(files, values));
  return files.every(({ ok }) => ok) ? 0 : 2;
}

function formOf(
  files: readonly Linted[],
  { json, sarif }: { json: boolean; sarif: boolean },
): string {
  if (json) return `${JSON.stringify({ files }, null, 2)}\n`;
  return sarif ? `${JSON.stringify(sarifOf(files), null, 2)}\n` : textOf(files);
}

function lintFile(file: string, judged: JudgedBy): Linted {
  try {
    const text = readText(file);
    const pipeline = parsePipelineFile(text, file);
    planOf(pipeline);
    const findings = findingsIn(file, text, pipeline, judged);
    return { file, ok: !forbidding(findings).length, problems: [], findings };
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    const problems = thrown.message.split('\n').map((line) => problemOf(file, line));
    return { file, ok: false, problems, findings: [] };
  }
}

/** What is wrong with a file as a whole stands at its beginning. */
function problemOf(file: string, line: string): Problem {
  const text = line.startsWith(`${file}:`) ? line.slice(file.length + 1) : line;
  const [, at = '1', column = '1', rest = text] = /^(\d+):(\d+): (.*)$/.exec(text) ?? [];
  return { line: Number(at), column: Number(column), text: rest.trim() };
}

function textOf(files: readonly Linted[]): string {
  const lines = files.flatMap(({ file, ok, problems, findings }) => {
    const found = countText(findings);
    const good = `${file}: ${ok ? 'good' : 'not good enough'}${found && `, with ${found}`}`;
    return problems.length === 0
      ? [...findingLines(findings), good]
      : problems.map(({ line, column, text }) => `${file}:${line}:${column}: ${text}`);
  });
  return `${lines.join('\n')}\n`;
}
