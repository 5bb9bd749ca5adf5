// tidegate judge: judges each case of a file, one verdict a line.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { judge } from '@tidegate/judge';
import { readCase } from '@tidegate/judge/case';
import type { Sensitivity } from '@tidegate/judge/settings';
import { printErrors, printFile } from './output.ts';

type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

interface Asked {
  readonly file: string;
  readonly sensitivity: Sensitivity;
}

/** 0 when every case was judged, 2 when one was refused: it is told, and stops no other. */
export async function judgeFile({ file, sensitivity }: Asked): Promise<number> {
  const text = readText(file);
  if (!text.ok) return refuse(text.problem);
  let code = 0;
  for (const [index, line] of text.text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const answer = judgeLine(line, sensitivity);
    if (answer.ok) printFile(`${answer.text}\n`);
    else code = refuse(`${file}, line ${index + 1}: ${answer.problem}`);
  }
  return code;
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
  printErrors([problem]);
  return 2;
}
