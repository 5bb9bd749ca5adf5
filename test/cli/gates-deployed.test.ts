// What keeps a gate shut on a deployed Tidegate, and what people say of it over the wire.

import { oneTarget } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const { ask, playUntil, close } = await standing(
  oneTarget({ more: 'windows: [{ zone: UTC, days: [sat], from: "09:00", until: "16:00" }]' }),
  { builds: [{ at: '0s', revision: 'new' }] },
);
afterAll(close);

const WHY = ['--reason', 'customers cannot pay'];

test('who waits for its hours is told what would end that, and skip-wait says what it does', async () => {
  await playUntil(30);

  await expect(ask('skip-wait', 'shop')).rejects.toThrow('expected --reason');
  await expect(ask('skip-wait', 'shop', '77', ...WHY)).rejects.toThrow(
    /waits in front of a gate, got 77; waiting: shop-\w+-1 \(#1 \w{7}\) in front of prod$/,
  );
  const why = (await ask('why-blocked', 'shop')).printed;
  const { printed } = await ask('skip-wait', 'shop', '#1', ...WHY, '--for', '1h');

  expect(why).toMatch(/tidegate skip-wait shop shop-\w+-1 --reason "…"/);
  expect(printed).toMatch(
    /^shop: #1 \w{7} does not wait any more in front of prod\n {2}its hours: waited for since \S+: outside .* → skipped by .+, if the wave starts by \S+\ndone .*\n {2}wave prod starts\n$/,
  );
});

test('a region is skipped that a wave has beside others, and none else', async () => {
  await expect(ask('skip-region', 'shop', 'us-east-1')).rejects.toThrow('expected --reason');
  await expect(ask('skip-region', 'shop', 'us-east-1', ...WHY)).rejects.toThrow(
    /waits in front of a gate|several regions/,
  );
});

test('what is frozen by a command is shown, and is lifted by its scope', async () => {
  const sale = ['--reason', 'a sale', '--owner', 'ops'];

  await expect(ask('freeze', 'shop', ...sale)).rejects.toThrow('expected --for or --until');
  await expect(ask('freeze', ...sale, '--for', '1h')).rejects.toThrow(
    'expected a pipeline or --sc',
  );
  const frozen = (await ask('freeze', 'shop', '--stage', 'prod', '--for', '3h', ...sale)).printed;
  const status = (await ask('status', 'shop')).printed;
  const why = (await ask('why-blocked', 'shop')).printed;
  await expect(ask('unfreeze', 'shop', ...WHY)).rejects.toThrow('frozen are: stage:shop/prod');
  const open = (await ask('unfreeze', 'shop', 'prod', ...WHY)).printed;

  expect(frozen).toMatch(/^stage:shop\/prod: no wave starts; .*: open → frozen until \S+\n/s);
  expect(status).toContain('for ops: a sale');
  expect(why).toContain('tidegate unfreeze --scope stage:shop/prod --reason "…"');
  expect(open).toMatch(/frozen since .* for ops: a sale → open/);
});
