// A file with all its mutants behind switches does what the file with one of them does, and says which would matter.

import { stripTypeScriptTypes } from 'node:module';
import { allMutants, textOf } from '../../../scripts/mutants/all-mutants.ts';
import { type Mutant, mutated } from '../../../scripts/mutants/mutant.ts';
import { withSwitches } from '../../../scripts/mutants/schemata.ts';
import { sourceMutants } from '../../../scripts/mutants/source-mutants.ts';
import { makeSwitch, type Switch } from '../../../scripts/mutants/switch.ts';

const SOURCE = `
const LIMIT = 2;
export async function act(said: unknown[], a: unknown, b: unknown, c: unknown) {
  const say = (text: string) => said.push(text);
  if (a && (b || !c)) say('both');
  else if (c) say('c');
  if (await a) await say('a'); else say('not a');
  const all = [a, b, c].filter((each) => each && each !== 'x');
  if (all.length > LIMIT) { say('many'); return; }
  const which = c ? 'c' : a || 'none';
  return { which, ...(a && { a }), is: b || (c && a), of: a && b && c };
}
`;
const numbered = (mutants: readonly Mutant[]) =>
  mutants.map((mutant, number) => ({ mutant, number }));
const mutants = sourceMutants('kind', 'act.ts', SOURCE);

type Act = (said: unknown[], a: unknown, b: unknown, c: unknown) => Promise<unknown>;

function actOf(source: string): Act {
  const text = stripTypeScriptTypes(source).replaceAll('export ', '');
  return new Function(`${text}\nreturn act;`)() as Act;
}

const VALUES = [false, true, undefined, 'x'];
const INPUTS = VALUES.flatMap((a) => VALUES.flatMap((b) => VALUES.map((c) => [a, b, c] as const)));

async function outcomeOf(act: Act, [a, b, c]: (typeof INPUTS)[number]): Promise<string> {
  const said: unknown[] = [];
  const told = (value: unknown) => JSON.stringify(value, (_, each) => each || null);
  return told([said, await act(said, a, b, c), said]);
}

let switched: Switch;
beforeAll(() => {
  switched = makeSwitch(() => []);
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'mutantSwitch');
});

test('with one mutant on, a file with all of them does what the file with that one does', async () => {
  const all = actOf(withSwitches(SOURCE, numbered(mutants)));
  const different: string[] = [];

  for (const [number, mutant] of mutants.entries()) {
    switched.turn(number);
    const alone = actOf(mutated(SOURCE, mutant));
    for (const input of INPUTS)
      if ((await outcomeOf(all, input)) !== (await outcomeOf(alone, input)))
        different.push(`${mutant.id}: ${input}`);
  }

  expect(mutants.length).toBeGreaterThan(20);
  expect(different).toEqual([]);
});

test('with none on it does what the file does, and says of each that it would matter where it does', async () => {
  const all = actOf(withSwitches(SOURCE, numbered(mutants)));
  const asIs = actOf(SOURCE);
  const alone = mutants.map((mutant) => actOf(mutated(SOURCE, mutant)));
  switched.turn(undefined);
  const unsaid: string[] = [];
  let said = 0;

  for (const input of INPUTS) {
    switched.taken();
    const outcome = await outcomeOf(asIs, input);
    expect(await outcomeOf(all, input)).toBe(outcome);
    const reached = new Set(switched.taken());
    said += reached.size;
    for (const [number, mutant] of mutants.entries()) {
      const isOther = (await outcomeOf(alone[number] ?? asIs, input)) !== outcome;
      if (isOther && mutant.how?.what !== 'bound' && !reached.has(number))
        unsaid.push(`${mutant.id}: ${input}`);
    }
  }

  expect(unsaid).toEqual([]);
  // Were all of them said each time, nothing would be known.
  expect(said).toBeLessThan((mutants.length * INPUTS.length) / 2);
});

test('every file that holds safeguards can be loaded with all its mutants', () => {
  const byFile = Map.groupBy(numbered(allMutants()), ({ mutant }) => mutant.file);

  for (const [file, all] of byFile)
    if (file.endsWith('.ts')) stripTypeScriptTypes(withSwitches(textOf(file), all));

  expect(byFile.size).toBeGreaterThan(100);
});
