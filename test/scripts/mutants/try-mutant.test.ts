// Mutants are tried in a process that goes on with the next one, and nothing is written anywhere.

import { allMutants, textOf } from '../../../scripts/mutants/all-mutants.ts';
import { tryMutant } from '../../../scripts/mutants/try-mutant.ts';
import { openWorkplace } from '../../../scripts/mutants/workplace.ts';

const all = allMutants();
const named = (text: string) => {
  const number = all.findIndex(({ id }) => id.includes(text));
  const mutant = all[number];
  if (mutant === undefined) throw new Error(`expected a mutant with ${text}, got none`);
  return { mutant, number, before: undefined };
};
const place = openWorkplace();
afterAll(() => place.close());

const TESTS = 'test/core/settlement.test.ts';

test('one process finds a mutant by a test, another one by nothing, and is clean in between', async () => {
  const first = named('core/settlement.ts');
  const other = named('core/revision.ts');
  const before = textOf(first.mutant.file);

  const found = await tryMutant(first, [TESTS], {}, place);
  const asItIs = await place.ask({ probe: TESTS }, 60);
  const unfound = await tryMutant(other, [TESTS], {}, place);

  expect(found).toEqual({ tried: [TESTS], foundBy: TESTS, problem: expect.any(String) });
  expect(asItIs).toMatchObject({
    ...{ problems: [], loaded: 1 },
    reached: expect.arrayContaining([first.number]),
  });
  expect(unfound).toEqual({ tried: [TESTS] });
  expect(textOf(first.mutant.file)).toBe(before);
});

test('a machine without a Catch is played as one, and a process that does not end is replaced', async () => {
  const { number } = named('DeployTarget without TimeoutSeconds');

  const played = await place.ask({ probe: 'aimed 3', number }, 60);
  const lost = await place.ask({ probe: 'seed 3' }, 0);
  const again = await place.ask({ probe: TESTS }, 60);

  expect(played).toMatchObject({ problems: [], reached: [] });
  expect(lost).toMatchObject({ lost: 'it does not end' });
  expect(again).toMatchObject({ problems: [] });
});
