// tidegate logs --follow over waves that run: a local Tidegate, over the wire, whose time passes meanwhile.

import { main } from '../../cli/tidegate.ts';
import { reportOf } from '../../simulation/report.ts';
import { standing } from './standing.ts';

const PIPELINE = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 6m }
    waves:
      - name: one-box
        targets:
          - name: box
            account: "222233334444"
            region: eu-west-1
            lambda: { function: shop, alias: live }
            strategy: { canary: { percent: 10, after: 2m } }
            alarms: [shop-errors]
      - name: rest
        targets:
          - name: other
            account: "111122223333"
            region: us-east-1
            lambda: { function: shop, alias: live }
            strategy: all-at-once
            alarms: [other-errors]
`;

const { world, endpoint, tellAws, whilePlaying, playUntil, passing, close } = await standing(
  PIPELINE,
  {
    builds: [{ at: '0s', revision: 'new' }],
  },
);

afterAll(close);

/** Two looks of ours, and what a loaded machine takes besides. */
const MOST_LATE_MILLIS = 900_000;

interface Line {
  readonly at: string;
  readonly of: string;
  readonly resource: string;
  readonly text: string;
}

/** What is printed, with the world's time as it is. */
async function heard(...words: string[]) {
  const told: { readonly at: number; readonly said: Readonly<Record<string, unknown>> }[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text, ...more) => {
    for (const line of String(text).split('\n').filter(Boolean))
      told.push({ at: world.clock.millis(), said: JSON.parse(line) as Record<string, unknown> });
    for (const each of more) if (typeof each === 'function') each();
    return true;
  });
  const place = ['--region', 'us-east-1', '--endpoint-url', endpoint, '--json'];
  const code = await whilePlaying(() => main([...words, ...place])).finally(() =>
    spy.mockRestore(),
  );
  return { code, told };
}

test('while waves pass from the old version to the new one its lines come as they are written, each once, to the end', async () => {
  await playUntil(12);
  const release = (await reportOf(world)).releases[0]!.id;
  passing(120);

  const { code, told } = await heard('logs', release, '--follow');

  expect(code).toBe(0);
  expect(told.at(-1)?.said).toEqual({
    ended: [
      { wave: 'prod/one-box', outcome: 'Passed' },
      { wave: 'prod/rest', outcome: 'Passed' },
    ],
  });
  const lines = told.flatMap(({ at, said }) =>
    'text' in said ? [{ heard: at, ...(said as unknown as Line) }] : [],
  );
  expect(new Set(lines.map(({ of, resource }) => `${of} ${resource.split(' ')[0]}`))).toEqual(
    new Set(['box shop:2', 'other shop:2']),
  );
  const said = lines.map(({ heard: _, ...line }) => JSON.stringify(line));
  // None twice.
  expect(new Set(said).size).toBe(said.length);
  // None lost: whoever looks afterwards finds the same, and no more.
  const after = await tellAws('logs', release, '--json');
  const { lines: found } = JSON.parse(after.stdout) as { readonly lines: readonly Line[] };
  expect([...said].sort()).toEqual(found.map((line) => JSON.stringify(line)).sort());
  // As they are written: between two looks, a few seconds of ours, some minutes pass there.
  const late = lines.filter(({ heard, at }) => heard - Date.parse(at) > MOST_LATE_MILLIS);
  expect(late).toEqual([]);
  expect(new Set(lines.map(({ heard }) => heard)).size).toBeGreaterThan(2);
}, 60_000);
