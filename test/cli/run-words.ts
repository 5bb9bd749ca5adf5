// Runs words as the command line does, and tells what was printed.

import { main, run as runWords } from '../../cli/tidegate.ts';

/** Nothing is thrown: a refusal is told on standard error. */
export async function tell(...words: string[]) {
  const told = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text, ...more) => {
      told[name] += String(text);
      for (const each of more) if (typeof each === 'function') each();
      return true;
    }),
  );
  const code = await main(words);
  for (const spy of spies) spy.mockRestore();
  return { code, ...told };
}

/** A refusal is thrown. */
export async function run(...words: string[]) {
  let printed = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const code = await runWords(words).finally(() => spy.mockRestore());
  return { code, printed };
}
