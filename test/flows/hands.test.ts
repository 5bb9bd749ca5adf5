// What keeps a hand that comes late from doing anything, one piece at a time.

import { HAND_SECONDS } from '../../core/hands.ts';
import { LIFE_SECONDS } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import type { TestWait } from '../../core/wait.ts';
import { waitKey } from '../../core/wait-key.ts';
import type { Wave } from '../../core/wave.ts';
import { announced, answerWait, readLiveWave, register } from '../../flows/hands.ts';
import { changeWave } from '../../flows/read.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { adapters, home } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';
import { oneTarget } from '../paths/pipelines.ts';

const AT = '2026-11-20T09:00:00.000Z';
const [plan] = planOf(parsePipeline(oneTarget(), 'shop.yml'));
const wave: Wave = {
  kind: 'wave',
  pipeline: 'shop',
  release: 'r1',
  plan: plan!,
  status: 'open',
  openedAt: AT,
  fence: 1,
  tests: {},
};
const wait: TestWait = {
  ...{ kind: 'test', token: 'a-token-that-had-its-time', pipeline: 'shop', release: 'r1', wave: 0 },
  ...{ test: 'x', build: 'arn:x' },
};

async function made() {
  const { aws, ports, run } = adapters();
  await makeTable(aws);
  const key = keys.wave('r1', 0);
  await run(() => ports.table.change(key, () => ({ item: wave })));
  return {
    ports,
    run,
    seal: () => ports.table.change(key, (item) => ({ item: { ...item!, sealedAt: AT } })),
    stored: () => run(() => ports.table.get(key)),
    waiting: () => run(() => ports.table.get(waitKey(wait))),
  };
}

test('a wave that is sealed is read by no hand of its release, and stays as it is', async () => {
  const { ports, run, seal, stored } = await made();
  await run(seal);

  const read = await run(() => readLiveWave(ports, 'r1', 0));
  const changed = await run(() =>
    changeWave(ports, 'r1', 0, (item) => ({ item: { ...item, reason: 'late' } })),
  );

  expect(read).toMatchObject({ name: 'Ended' });
  expect(changed).toMatchObject({ sealedAt: AT });
  expect(await stored()).not.toHaveProperty('reason');
});

test('a token that is registered while its release is being ended is taken back', async () => {
  const { ports, run, seal, waiting } = await made();

  await run(() => register(ports, wait));
  const before = await waiting();
  await run(seal);
  const late = await run(() => register(ports, { ...wait, token: 'late' }));

  expect(before).toEqual(wait);
  expect(late).toMatchObject({ name: 'Ended' });
  expect(await waiting()).toBeUndefined();
});

test('calls that cannot be made conditional stand in the wave while they are made', async () => {
  const { ports, run, stored } = await made();
  let during: unknown;

  const result = await run(() =>
    announced(ports, wave, 'test x', async () => {
      during = await ports.table.get(keys.wave('r1', 0));
      return 'made';
    }),
  );

  expect(result).toBe('made');
  expect(Object.keys((during as Wave).hands!)).toEqual([expect.stringMatching(/^test x since /)]);
  expect(await stored()).toMatchObject({ hands: {} });
});

test('calls that fail stand in the wave no longer, and those of a sealed wave are not made', async () => {
  const { ports, run, seal, stored } = await made();
  let calls = 0;
  const call = () => {
    calls += 1;
    return Promise.reject(new Error('throttled'));
  };

  const failed = await run(() => announced(ports, wave, 'test x', call));
  const after = await stored();
  await run(seal);
  const late = await run(() => announced(ports, wave, 'test x', call));

  expect(failed).toMatchObject({ message: 'throttled' });
  expect(after).toMatchObject({ hands: {} });
  expect(late).toMatchObject({ name: 'Ended' });
  expect(calls).toBe(1);
});

test('whoever answers a token that has had its time leaves the later one, and is told of it', async () => {
  const { ports, run, waiting } = await made();
  const later = { ...wait, token: 'a-token-that-came-later' };
  await run(() => register(ports, later));

  const next = await run(() => answerWait(ports, wait, {}));
  const none = await run(() => answerWait(ports, later, {}));

  expect(next).toEqual(later);
  expect(none).toBeUndefined();
  expect(await waiting()).toBeUndefined();
});

test('functions live no longer than the ends believe that wait for their calls', () => {
  const { functions } = readStack(home);
  // It waits for a test's function in another account, announces nothing, and changes nothing of a release.
  const own = functions.filter(({ name }) => name !== 'CallElsewhere');
  const timeouts = new Map(own.map((each) => [each.name, each.timeoutSeconds]));

  expect(Math.max(...timeouts.values())).toBeLessThanOrEqual(HAND_SECONDS);
  for (const name of ['DeployTarget', 'RollBackTarget'])
    expect(timeouts.get(name)).toBeLessThan(LIFE_SECONDS);
});
