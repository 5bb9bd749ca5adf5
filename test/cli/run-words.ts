// Runs words as the command line does, and tells what was printed; a refusal is thrown.

import { jest } from '@jest/globals';
import { run as runWords } from '../../cli/tidegate.ts';

export async function run(...words: string[]) {
  let printed = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const code = await runWords(words).finally(() => spy.mockRestore());
  return { code, printed };
}
