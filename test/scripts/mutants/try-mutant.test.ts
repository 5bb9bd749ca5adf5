// A mutant is played in a process of its own, from contents that are nowhere written.

import { allMutants, textOf } from '../../../scripts/mutants/all-mutants.ts';
import { tryMutant } from '../../../scripts/mutants/try-mutant.ts';

const named = (text: string) => {
  const found = allMutants().find(({ id }) => id.includes(text));
  if (found === undefined) throw new Error(`expected a mutant with ${text}, got none`);
  return found;
};

test.each([
  ['core/target.ts', 'core/target.ts'],
  ['a machine', 'OpenGate without TimeoutSeconds'],
])('a mutant of %s is played', async (_of, text) => {
  const finding = await tryMutant(named(text), ['aimed 3']);

  expect(finding.played).toBe(1);
});

test('what ends a world is what finds it, and no file has changed', async () => {
  const mutant = { ...named('core/revision.ts'), start: 0, end: 0, text: "throw new Error('no');" };
  const before = textOf(mutant.file);

  const found = await tryMutant(mutant, ['aimed 3', 'aimed 4']);

  expect(found).toEqual({ played: 1, foundBy: 'aimed 3', problem: 'Error: no' });
  expect(textOf(mutant.file)).toBe(before);
});
