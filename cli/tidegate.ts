// The command line: a verb per file.

import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';

type Verb = (args: readonly string[]) => Promise<number>;

const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  simulate: async () => (await import('./simulate.ts')).simulate,
  start: async () => (await import('./start.ts')).start,
  lint: async () => (await import('./lint.ts')).lint,
  plan: async () => (await import('./plan.ts')).plan,
  init: async () => (await import('./init.ts')).init,
  apply: async () => (await import('./apply.ts')).apply,
  diff: async () => (await import('./diff.ts')).diff,
  history: async () => (await import('./history.ts')).history,
  policy: async () => (await import('./policy.ts')).policy,
  explain: async () => (await import('./explain.ts')).explain,
  replay: async () => (await import('./replay.ts')).replay,
  correct: async () => (await import('./correct.ts')).correct,
  signals: async () => (await import('./signals.ts')).signals,
  scorecard: async () => (await import('./scorecard.ts')).scorecard,
  alarms: async () => (await import('./alarms.ts')).alarms,
};

/** Runs a verb; resolves to the exit code. What a person did wrong is said in words, never as a stack trace. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  try {
    return await (await verbOf(name))(rest);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const text = rest.includes('--json')
      ? JSON.stringify({ error: thrown.message })
      : thrown.message;
    process.stderr.write(`${text}\n`);
    return thrown.code === 'Refused' ? 2 : 1;
  }
}

async function verbOf(name: string | undefined): Promise<Verb> {
  const known = Object.keys(verbs);
  if (name !== undefined && Object.hasOwn(verbs, name)) return verbs[name]!();
  const meant = name && nearest(name, known);
  const hint = meant ? `did you mean ${meant}?` : `expected one of ${known.join(', ')}`;
  throw new Failure(
    'Refused',
    name === undefined ? `usage: tidegate VERB; ${hint}` : `unknown verb ${name}; ${hint}`,
  );
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
