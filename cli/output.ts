// The only way out of the command line: lines and JSON that are harmless, to whoever still listens.

import { harmlessJson, harmlessLine } from '../core/harmless.ts';
import { proseLines } from './terminal/prose.ts';

type Stream = 'stdout' | 'stderr';

const closed = new Set<Stream>();
let minded = false;
let failure: NodeJS.ErrnoException | undefined;
const whenClosed: (() => void)[] = [];

/**
 * A reader that stops early, as `head` does, has what it wants: the rest is thrown away, and the verb ends as it would
 * have. Anything else that keeps output from being written, as a full disk, is a failure.
 */
export function mindReaders(): void {
  if (minded) return;
  minded = true;
  for (const name of ['stdout', 'stderr'] as const)
    process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (closed.has(name)) return;
      closed.add(name);
      if (error.code !== 'EPIPE') failure ??= error;
      if (name === 'stdout') for (const tell of whenClosed) tell();
    });
}

/** The exit code once all has been written: what could not be written is a failure, whatever the verb says. */
export async function exitCodeAfterWriting(code: number): Promise<number> {
  // An error of the last write is told after it: this one waits behind it.
  if (!closed.has('stdout'))
    await new Promise<void>((done) => process.stdout.write('', () => done()));
  if (failure === undefined) return code;
  printErrors([`expected to write the output, got ${failure.code}: ${failure.message}`]);
  return code || 1;
}

/** Calls back when nobody reads standard output any more. */
export function onNobodyReads(tell: () => void): void {
  whenClosed.push(tell);
}

/** Each line stays one line, whatever it holds; on a terminal it is broken between words. */
export function print(lines: readonly string[]): void {
  write('stdout', linesOn(process.stdout, lines));
}

export function printErrors(lines: readonly string[]): void {
  write('stderr', linesOn(process.stderr, lines));
}

function linesOn(stream: NodeJS.WriteStream, lines: readonly string[]): string {
  const { isTTY, columns } = stream;
  const all = lines.map((line) => shown(line, stream));
  const broken = isTTY && columns ? all.flatMap((line) => proseLines(line, columns)) : all;
  return broken.map((line) => `${line}\n`).join('');
}

/** What somebody searches or copies: each line stays one line on a terminal, too. */
export function printUnbroken(lines: readonly string[]): void {
  write('stdout', lines.map((line) => `${shown(line, process.stdout)}\n`).join(''));
}

/** One object a line, for whoever reads them as they come. */
export function printJsonLine(value: unknown): void {
  write('stdout', `${harmlessJson(value, 0)}\n`);
}

export function printJson(value: unknown): void {
  write('stdout', `${harmlessJson(value)}\n`);
}

/** A file that somebody redirects into one: as it is. */
export function printFile(text: string): void {
  write('stdout', text);
}

function write(name: Stream, text: string): void {
  if (!closed.has(name)) process[name].write(text);
}

/** Colours that we ourselves paint with; no name can bring others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control codes.
const PAINTED = /(\u001b\[\d{1,2}m)/;

function shown(line: string, stream: NodeJS.WriteStream): string {
  if (!stream.isTTY && !process.env.FORCE_COLOR) return harmlessLine(line);
  const parts = line.split(PAINTED);
  return parts.map((part, at) => (at % 2 ? part : harmlessLine(part))).join('');
}
