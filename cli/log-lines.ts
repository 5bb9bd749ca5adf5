// How lines that were logged are printed.

import type { LogLine, Told } from '../core/logs/log-line.ts';
import { printErrors, printJsonLine, printUnbroken } from './output.ts';

/** What is told beside them goes to standard error; as JSON, each is an object of its own. */
export function showTold({ lines, notices }: Told, json: boolean): void {
  if (json) {
    for (const line of lines) printJsonLine(logLineJson(line));
    for (const notice of notices) printJsonLine({ notice });
    return;
  }
  printErrors(notices);
  printUnbroken(lines.flatMap(linesOf));
}

export function logLineJson({ at, of, resource, text }: LogLine) {
  return { at: new Date(at).toISOString(), of, resource, text };
}

/** Each line of what was logged as one is a line, with the same head. */
function linesOf({ at, of, resource, text }: LogLine): string[] {
  const head = `${new Date(at).toISOString()}  ${of}  ${resource}  `;
  return text
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((line) => `${head}${line}`);
}
