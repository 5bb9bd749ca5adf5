// Each safeguard is broken once by machine: what can be taken out of a source or a machine, and where safeguards are.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allMutants, root, textOf } from '../../../scripts/mutants/all-mutants.ts';
import { machineMutants } from '../../../scripts/mutants/machine-mutants.ts';
import { mutated } from '../../../scripts/mutants/mutant.ts';
import { notSafeguards, safeguards } from '../../../scripts/mutants/safeguards.ts';
import { sourceMutants } from '../../../scripts/mutants/source-mutants.ts';

/** A file guards where it refuses, or decides by a write of the table. */
const GUARDS = /new Failure\(|table\.(?:change|ensure|remove)\(/;
const ROOMS = ['core', 'flows', 'functions'];

function filesIn(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${room}/${name}`);
}

const listed = Object.values(safeguards).flat();

test('every file that refuses, or decides by a write, is a safeguard or is named with why it is none', () => {
  const guarding = ROOMS.flatMap(filesIn).filter((file) => GUARDS.test(textOf(file)));
  const named = new Set([...listed, ...Object.keys(notSafeguards)]);

  expect(guarding.filter((file) => !named.has(file))).toEqual([]);
  expect(Object.keys(notSafeguards).filter((file) => !guarding.includes(file))).toEqual([]);
});

test('a safeguard is listed once, and each has something that can be broken', () => {
  const mutants = allMutants();
  const broken = new Set(mutants.map(({ file }) => file));

  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.filter((file) => !broken.has(file))).toEqual([]);
  expect(listed.filter((file) => file in notSafeguards)).toEqual([]);
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
});

const SOURCE = `// Ü
export const LAG_SECONDS = 45;
export async function act(a: boolean, b: boolean) {
  if (a) throw new Error('no');
  await register();
  const text = a ? 'two words' : '';
  return a && b ? 'deploy' : 'rollBack';
}
`;

test('a condition, a call, a half of a condition and a bound are taken out of a source', () => {
  const broken = sourceMutants('kind', 'act.ts', SOURCE).map((mutant) => ({
    id: mutant.id,
    text: mutated(SOURCE, mutant),
  }));

  expect(broken.map(({ id }) => id)).toEqual([
    'act.ts:2 LAG_SECONDS = 0',
    'act.ts:2 LAG_SECONDS = 45000',
    'act.ts:4 never if (a)',
    'act.ts:5 without await register();',
    'act.ts:7 never a && b ?',
    'act.ts:7 without && b',
    'act.ts:7 without && a',
  ]);
  expect(broken[1]?.text).toContain('LAG_SECONDS = 45000;');
  expect(broken[2]?.text).toContain('if (false) throw');
  expect(broken[3]?.text).not.toContain('register');
  expect(broken[4]?.text).toContain("return false ? 'deploy'");
  expect(broken[5]?.text).toContain("return (a) ? 'deploy'");
});

test('each Catch, Retry and time is taken out of a machine, within its maps too', () => {
  const task = {
    Type: 'Task',
    TimeoutSeconds: 5,
    Retry: [{ ErrorEquals: ['Throttled'] }],
    Catch: [
      { ErrorEquals: ['Ended'], Next: 'End' },
      { ErrorEquals: ['States.ALL'], Next: 'End' },
    ],
  };
  const text = JSON.stringify({
    States: { All: { Type: 'Map', ItemProcessor: { States: { Do: task } } } },
  });

  const mutants = machineMutants('m.json', text);

  expect(mutants.map(({ id }) => id)).toEqual([
    'm.json:1 Do without Catch of Ended',
    'm.json:1 Do without Catch of States.ALL',
    'm.json:1 Do without Retry of Throttled',
    'm.json:1 Do without TimeoutSeconds',
  ]);
  const [withoutEnded] = mutants.map((mutant) => JSON.parse(mutated(text, mutant)));
  expect(withoutEnded.States.All.ItemProcessor.States.Do.Catch).toEqual([task.Catch[1]]);
});

test('every Catch, Retry and time of the shipped machines is one of the mutants', () => {
  const machines = readdirSync(join(root, 'statemachines')).map((name) => `statemachines/${name}`);
  const fields = machines.flatMap((file) => [
    ...textOf(file).matchAll(/"(?:ErrorEquals|TimeoutSeconds|HeartbeatSeconds)":/g),
  ]);

  const mutants = allMutants().filter(({ kind }) => kind === 'machine');

  expect(mutants).toHaveLength(fields.length);
});
