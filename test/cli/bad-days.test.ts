import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run-words.ts';

const FILE = 'examples/minimal/tidegate.yml';
const folder = mkdtempSync(join(tmpdir(), 'bad-days-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('bad days are told as a table and a picture, the same for the same seeds', async () => {
  const words = ['simulate', FILE, '--faults', '--seeds', '4', '--seed', '2'];
  const { code, printed } = await run(...words);

  expect(code).toBe(0);
  expect(printed).toContain('hello on 4 bad days, seeds 2 to 5');
  expect(printed).toMatch(/^what was bad +days/m);
  expect(printed).toMatch(/^targets of production reached +\d/m);
  expect(printed).toMatch(/^ {2}over 1h +█* ?\d+$/m);
  expect(await run(...words)).toEqual({ code, printed });
});

test('a day is told by its seed as a scenario, which ends so when it is played alone', async () => {
  const asked = ['simulate', FILE, '--faults', '--seeds', '1', '--seed', '4', '--json'];
  const { scenarios, versions } = JSON.parse((await run(...asked)).printed) as {
    scenarios: Record<string, object>;
    versions: { days: { outcome: string; reason: string; seed: number }[] }[];
  };
  const file = join(folder, 'day.yml');
  writeFileSync(file, JSON.stringify(scenarios['4']));
  const alone = ['simulate', FILE, '--scenario', file, '--seed', '4', '--json'];

  const { releases } = JSON.parse((await run(...alone)).printed) as { releases: object[] };

  const [day] = versions[0]!.days;
  expect(releases).toEqual([
    expect.objectContaining({ outcome: day!.outcome, reason: day!.reason }),
  ]);
});

test('two versions of a pipeline are compared on the same days', async () => {
  const other = join(folder, 'longer.yml');
  const text = readFileSync(FILE, 'utf8').replace('../../schemas', join(process.cwd(), 'schemas'));
  writeFileSync(other, text.replace(/bake: \{ for: \S+ \}/, 'bake: { for: 3h }'));

  const { printed } = await run(
    ...['simulate', FILE, '--faults', '--seeds', '3', '--against', other],
  );

  expect(printed).toContain(`(${FILE} → ${other})`);
  expect(printed).toMatch(/A good release takes \S+ → \S+\./);
  expect(printed).toMatch(/Every day ends the same\.|ends? otherwise/);
});

test('a pipeline that promotes nothing on a good day is refused before bad ones are played', async () => {
  const file = join(folder, 'shut.yml');
  const text = readFileSync(FILE, 'utf8').replace('../../schemas', join(process.cwd(), 'schemas'));
  writeFileSync(
    file,
    text.replace('source:', 'gateTimeout: 1h\ndependsOn: [{ service: none, atLeast: 1 }]\nsource:'),
  );

  for (const seeds of ['1', '500'])
    await expect(run('simulate', file, '--faults', '--seeds', seeds)).rejects.toThrow(
      /expected a pipeline that promotes a good release on a good day, got .*shut\.yml, where it ended/,
    );
});

test.each([
  [[], 'expected --scenario FILE, or --faults, got neither'],
  [['--scenario', 'a.yml', '--faults'], 'expected --faults or --scenario, got both'],
  [['--faults', '--expect', 'Promoted'], 'expected --faults or --expect, got both'],
  [['--scenario', 'a.yml', '--seeds', '3'], 'expected --seeds with --faults, got it without'],
  [['--scenario', 'a.yml', '--against', 'b'], 'expected --against with --faults, got it without'],
  [['--faults', '--seeds', '0'], 'expected --seeds to be a whole number from 1'],
])('simulate with %j is refused in words', async (words, problem) => {
  await expect(run('simulate', FILE, ...words)).rejects.toThrow(problem);
});
