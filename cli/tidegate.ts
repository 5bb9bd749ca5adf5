// The command line: reads the verb, then its words, then runs it.

import { Failure, type FailureCode, problemLines } from '../core/failure.ts';
import { harmlessJson } from '../core/harmless.ts';
import { readWords } from './command.ts';
import { exitCodeAfterWriting, mindReaders, print, printErrors } from './output.ts';
import { withUsage } from './usage.ts';
import { commandLine } from './verbs.ts';

/** Runs a verb; resolves to the exit code. What a person did wrong is said in words, never as a stack trace. */
export async function main(words: readonly string[]): Promise<number> {
  mindReaders();
  try {
    return await exitCodeAfterWriting(await run(words));
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    printErrors(
      words.includes('--json') ? [harmlessJson({ error: thrown.message }, 0)] : linesOf(thrown),
    );
    return REFUSALS.has(thrown.code) ? 2 : 1;
  }
}

/** Nothing has changed, and doing the same again ends the same. What is named and is not there is `Missing`. */
const REFUSALS: ReadonlySet<FailureCode> = new Set([
  'Refused',
  'NotAllowed',
  'Stale',
  'Missing',
  'WrongInput',
]);

/** A newline in what is wrong with a file is no line of its own. */
function linesOf({ message, problems }: Failure): readonly string[] {
  return problems.length > 0 ? problemLines(problems) : message.split('\n');
}

/** As `main`, but throws what is refused. */
export async function run([name, ...words]: readonly string[]): Promise<number> {
  if (name === '--version') return version();
  if (name === '--help' || name === '-h') return help([]);
  if (name === undefined)
    throw new Failure('Refused', 'usage: tidegate VERB; tidegate --help tells of all verbs');
  const verb = await commandLine.verbNamed(name);
  if (asksForHelp(words)) return help([name]);
  try {
    return await verb.run(readWords(verb, words), commandLine);
  } catch (thrown) {
    throw withUsage(verb, thrown);
  }
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

async function help(words: readonly string[]): Promise<number> {
  const verb = await commandLine.verbNamed('help');
  return verb.run(readWords(verb, words), commandLine);
}

async function version(): Promise<number> {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
  print([manifest.version]);
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
