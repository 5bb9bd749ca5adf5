// Lint never passes what apply refuses: each example, and what becomes of it by slips that anybody makes.

import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onAnEmptyTable } from './on-an-empty-table.ts';
import { tell } from './run-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-slips-'));
cpSync('examples', folder, { recursive: true });

const examples = globSync('*/*.yml', { cwd: folder })
  .filter((file) => /^pipeline:/m.test(readFileSync(join(folder, file), 'utf8')))
  .sort();

const run = onAnEmptyTable();

/** What apply alone can know: whose a place is, and what is there; and what init may leave, of which lint warns. */
const APPLY_ALONE =
  /no other pipeline deploys to|expected StackSet \S+ in .*, got none|the placeholder/;

async function refusedThoughPassed(file: string): Promise<string | undefined> {
  const linted = await tell('lint', file);
  if (linted.code !== 0) return undefined;
  const { code, printed } = await run('apply', file, '--take-over');
  return code === 0 || APPLY_ALONE.test(printed) ? undefined : printed;
}

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(15);
});

test.each(examples)('what lint passes of %s is applied', async (file) => {
  expect(await refusedThoughPassed(join(folder, file))).toBeUndefined();
});

/** The same slips at each run: a file that fails is found again by its number. */
function chanceFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const long = (letters: number) => 'a'.repeat(letters);
const VALUES = [
  ...['', '""', 'null', '0', '-1', '1', '7', '0.5', '1e9', 'true', '[]', '{}', '[a, a]'],
  ...[long(70), long(130), long(2_100), '"é"', '"\\u0000"', '"a/b"', '"a#b"', '"*"', 'a:b'],
  ...['"000000000000"', '"111122223333"', 'us-east-1', 'cn-north-1', 'mars-1', '__proto__'],
  ...['1s', '59s', '15m', '24h', '400d', '100', '101', '1000000', '"09:00"', '"24:00"'],
  ...['2026-11-30', '../x', '"${self:x}"', 'any', 'constructor'],
];
const SCALAR = /(: )("[^"]*"|[^,{}[\]#]+?)(?=\s*[,}\]]|\s*$)/g;

function withSlip(text: string, chance: (below: number) => number): string {
  const lines = text.split('\n');
  const at = chance(lines.length);
  const line = lines[at] ?? '';
  const scalars = [...line.matchAll(SCALAR)];
  const scalar = scalars[chance(Math.max(1, scalars.length))];
  // The name stays: another one is another pipeline, of the same places.
  if (line.startsWith('pipeline:')) return text;
  if (scalar === undefined || chance(4) === 0) {
    lines.splice(at, 1, ...(chance(2) === 0 ? [] : [line, line]));
    return lines.join('\n');
  }
  const from = scalar.index + scalar[1]!.length;
  const value = VALUES[chance(VALUES.length)]!;
  lines[at] = line.slice(0, from) + value + line.slice(from + scalar[2]!.length);
  return lines.join('\n');
}

const SLIPS = 120;

test(`nor is any of ${SLIPS} slips in them passed by lint and refused by apply`, async () => {
  const chance = chanceFrom(7);
  const found: unknown[] = [];
  for (let slip = 0; slip < SLIPS; slip += 1) {
    const file = examples[chance(examples.length)]!;
    const slipped = join(folder, dirname(file), 'slipped.yml');
    writeFileSync(slipped, withSlip(readFileSync(join(folder, file), 'utf8'), chance));

    const refused = await refusedThoughPassed(slipped);

    if (refused !== undefined) found.push({ slip, file, refused });
  }
  expect(found).toEqual([]);
});

test('a file that is too long to be sent is too long for lint', async () => {
  const text = readFileSync(join(folder, 'minimal/tidegate.yml'), 'utf8');
  const file = join(folder, 'long.yml');
  writeFileSync(file, `${text}\n${`# ${long(100)}\n`.repeat(50_000)}`);

  const { code, stdout } = await tell('lint', file);

  expect(code).toBe(2);
  expect(stdout).toMatch(/expected a pipeline file of at most 5000000 characters, got \d+/);
});
