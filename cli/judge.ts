// npm run -s judge -- CASES.jsonl[.gz]: judges each case of a file, one verdict a line.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { judge } from '@tidegate/judge';
import { readCase } from '@tidegate/judge/case';
import { falseRollbackBudget, type Sensitivity } from '@tidegate/judge/settings';

const usage = 'npm run -s judge -- CASES.jsonl[.gz] [--sensitivity quiet|normal|sensitive]';

type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

interface Wish {
  readonly file: string;
  readonly sensitivity: Sensitivity;
}

process.exitCode = run(process.argv.slice(2));

/** The exit code: 0 when every case was judged, 2 when the words or a line were refused. */
function run(words: readonly string[]): number {
  // A reader that stops early, as `head` does, has what it wants.
  process.stdout.on('error', () => process.exit(0));
  const wish = readWords(words);
  if (typeof wish === 'string') return refuse(wish);
  const text = readText(wish.file);
  if (!text.ok) return refuse(text.problem);
  for (const [index, line] of text.text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const answer = judgeLine(line, wish.sensitivity);
    if (!answer.ok) return refuse(`${wish.file}, line ${index + 1}: ${answer.problem}`);
    process.stdout.write(`${answer.text}\n`);
  }
  return 0;
}

/** What is wanted, or what is wrong with the words. */
function readWords(words: readonly string[]): Wish | string {
  const at = words.indexOf('--sensitivity');
  const sensitivity = at < 0 ? 'normal' : (words[at + 1] ?? 'nothing');
  const files = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const [file] = files;
  if (!file || files.length > 1) return `expected one file, got ${files.length}: ${usage}`;
  if (!isSensitivity(sensitivity))
    return `expected quiet, normal or sensitive, got ${sensitivity}: ${usage}`;
  return { file, sensitivity };
}

function isSensitivity(it: string): it is Sensitivity {
  return Object.hasOwn(falseRollbackBudget, it);
}

function readText(file: string): Answer {
  try {
    const bytes = readFileSync(file);
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return { ok: true, text: (isZipped ? gunzipSync(bytes) : bytes).toString('utf8') };
  } catch (error) {
    return { ok: false, problem: `${file}: expected a file to read, got ${String(error)}` };
  }
}

/** The verdict on one line, or what is wrong with the line. */
function judgeLine(line: string, sensitivity: Sensitivity): Answer {
  let it: unknown;
  try {
    it = JSON.parse(line);
  } catch {
    return { ok: false, problem: `expected a case in JSON, got ${line.slice(0, 40)}` };
  }
  const reading = readCase(it);
  if (!reading.ok) return reading;
  const { verdict, at, ranked, score } = judge(reading.case, { sensitivity });
  return { ok: true, text: JSON.stringify({ id: reading.case.id, verdict, at, ranked, score }) };
}

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 2;
}
