// npm run -s judge -- CASES.jsonl[.gz]: judges each case of a file, one verdict a line.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readCase } from '../core/judge/case.ts';
import { judge } from '../core/judge/judge.ts';
import { falseRollbackBudget, type Sensitivity } from '../core/judge/settings.ts';

const usage = 'npm run -s judge -- CASES.jsonl[.gz] [--sensitivity quiet|normal|sensitive]';

type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** The verdict on one line, or what is wrong with the line. */
function judgeLine(line: string, sensitivity: Sensitivity): Answer {
  let it: unknown;
  try {
    it = JSON.parse(line);
  } catch {
    return { ok: false, problem: `expected a JSON object, got ${line.slice(0, 40)}` };
  }
  const reading = readCase(it);
  if (!reading.ok) return reading;
  const { verdict, at, ranked, score } = judge(reading.case, { sensitivity });
  return { ok: true, text: JSON.stringify({ id: reading.case.id, verdict, at, ranked, score }) };
}

function judgeFile(file: string, sensitivity: Sensitivity): void {
  const lines = textOf(file).split('\n');
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const answer = judgeLine(line, sensitivity);
    if (!answer.ok) refuse(`${file}, line ${index + 1}: ${answer.problem}`);
    process.stdout.write(`${answer.text}\n`);
  });
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    return refuse(`${file}: expected a file to read, got ${(error as Error).message}`);
  }
}

function refuse(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}

function main(words: readonly string[]): void {
  const at = words.indexOf('--sensitivity');
  const sensitivity = at < 0 ? 'normal' : words[at + 1];
  const files = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const [file] = files;
  if (!file || files.length > 1) refuse(`expected one file, got ${files.length}: ${usage}`);
  if (!sensitivity || !(sensitivity in falseRollbackBudget))
    refuse(`expected quiet, normal or sensitive, got ${sensitivity ?? 'nothing'}: ${usage}`);
  judgeFile(file, sensitivity as Sensitivity);
}

main(process.argv.slice(2));
