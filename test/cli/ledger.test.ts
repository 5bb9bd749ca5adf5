// ledger and dora on a deployed Tidegate: a local one, over the wire, whose ledger it has sealed by itself.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys, ranges } from '../../core/keys.ts';
import { standing } from './standing.ts';

const PIPELINE = `
pipeline: shop
owner: payments
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 20m }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
        alarms: [shop-errors]
`;

const { world, ask, playUntil, close } = await standing(PIPELINE, {
  builds: [{ at: '0s', revision: 'bad' }],
  misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'box', after: '5m' }],
});
await playUntil(6 * 60 + 1);
const { table } = world.onlooker;
const folder = mkdtempSync(join(tmpdir(), 'tidegate-ledger-'));

afterAll(close);

async function exported(...options: readonly string[]): Promise<string[]> {
  const { printed } = await ask('ledger', 'export', ...options);
  return printed.trim().split('\n');
}

function file(lines: readonly string[]): string {
  const path = join(folder, 'ledger.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

test('what is over is sealed, exported with its causes, and verified as a copy', async () => {
  const lines = await exported('shop');
  const read = lines.map((line) => JSON.parse(line));
  const end = read.find(({ event }) => event === 'ReleaseEnded');

  expect(read.at(-1)).toMatchObject({ kind: 'seal', number: 1, pipeline: 'shop' });
  expect(end.cause).toContain('#RollbackStarted#prod');
  expect(await ask('ledger', 'verify', '--file', file(lines))).toEqual({
    code: 0,
    printed: expect.stringMatching(
      /^shop: whole; (\d+) lines, \1 of them in 1 seal, the last [0-9a-f]{64}\n$/,
    ),
  });
  expect(await ask('ledger', 'verify', '--file', file(lines.toSpliced(2, 1)))).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/^shop: NOT WHOLE.*\n {2}line \S+ of seal 1 is missing\n$/),
  });
});

test('it is told as CloudEvents, and from a moment on', async () => {
  const events = (await exported('shop', '--form', 'cloudevents')).map((line) => JSON.parse(line));
  const { printed } = await ask('ledger', 'export', 'shop', '--since', '10m', '--json');

  expect(events[0]).toMatchObject({ specversion: '1.0', source: '/tidegate/shop' });
  expect(JSON.parse(printed).lines.map(({ kind }: { kind: string }) => kind)).toContain('seal');
});

test('a service is measured', async () => {
  const { printed } = await ask('dora', '--by', 'team', '--json');

  expect(JSON.parse(printed).groups).toMatchObject([
    {
      name: 'payments',
      deployments: 1,
      changeFailure: { count: 1, of: 1, rate: 1 },
      recovery: { count: 1, open: 0 },
      falseRollbacks: { count: 0, of: 1 },
    },
  ]);
  expect((await ask('dora', 'shop')).printed).toMatch(/\nshop +1 +0\.0 +– +100% \(1\/1\) /);
});

test('an alarm that has failed a bake has a score, and nothing is proposed without a person’s word', async () => {
  const { printed } = await ask('noise', 'shop', '--json');

  expect(JSON.parse(printed).alarms).toMatchObject([
    { pipeline: 'shop', alarm: 'shop-errors', fired: 1, harmless: 0, score: 0, proposal: 'none' },
  ]);
});

test('a line that was taken out of the table, or changed there, shows', async () => {
  expect((await ask('ledger', 'verify', 'shop')).code).toBe(0);
  const [first, second] = await table.list(ranges.ledger('shop'));
  await table.remove(keys.ledger(first!));
  await table.put(keys.ledger(second!), { ...second!, text: 'nothing' });

  const { code, printed } = await ask('ledger', 'verify', '--json');

  expect(code).toBe(1);
  expect(JSON.parse(printed).ledgers[0].findings.map(({ is }: { is: string }) => is)).toEqual([
    ...['missing', 'changed'],
  ]);
});

test('a seal that is known from elsewhere must be there', async () => {
  const { code, printed } = await ask('ledger', 'verify', '--head', '0'.repeat(64));

  expect(code).toBe(1);
  expect(printed).toContain('the ledger was cut off');
});

test.each([
  [['exprt'], 'did you mean export?'],
  [['verify', '--since', '1d'], 'with export alone'],
  [['export', '--head', 'x'], 'with verify alone'],
  [['export', '--since', 'yesterday'], 'such as 30d, or a day'],
])('wrong words are refused: %j', async (words, problem) => {
  await expect(ask('ledger', ...words)).rejects.toThrow(problem);
});
