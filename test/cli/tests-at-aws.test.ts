// What runs tests, as it stands beside a simulated Tidegate: looked at by lint.

import { home } from '../../simulation/world/place.ts';
import { accountLookedAt } from './account-looked-at.ts';

const TARGET =
  '{ name: web, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: web }, strategy: canary, alarms: [web-errors] }';
const HOST = 'tests.example.com';
const runs = (by: string) => `tests: [{ name: one, ${by} }]`;
const third = (secret: string) => `https: { url: "https://${HOST}/runs", secret: ${secret} }`;
const KINDS = [
  '{ name: end, project: shop-end }',
  '{ name: smoke, lambda: "shop-smoke:live" }',
  '{ name: lost, experiment: EXTlost }',
  '{ name: browse, synthetics: [shop-browse, shop-pay] }',
  `{ name: third, ${third('/tidegate/prod/shop-tests')} }`,
  '{ name: way-back, drill: 10m }',
].join(', ');
const { looked, world, close } = await accountLookedAt(TARGET, `tests: [${KINDS}]`);

afterAll(close);

test('what is there, and may be called, is nothing to tell of', async () => {
  const { code, printed } = await looked(TARGET, `tests: [${KINDS}]`);

  expect(printed).not.toMatch(/: error:|was not looked at/);
  expect(code).toBe(0);
});

test.each([
  ['project: shop-other', 'project shop-other'],
  ['lambda: shop-other', 'function shop-other'],
  ['lambda: "shop-smoke:other"', 'function shop-smoke:other'],
  ['experiment: EXTother', 'experiment template EXTother'],
  ['synthetics: [shop-browse, shop-other]', 'canary shop-other'],
  [third('/tidegate/prod/other'), 'parameter /tidegate/prod/other'],
])('a test of %s is refused where it is written', async (by, what) => {
  const { code, printed } = await looked(TARGET, runs(by));

  expect(printed).toMatch(
    new RegExp(`looked\\.yml:\\d+:\\d+: expected ${what} to be in 111122223333 us-east-1, beside`),
  );
  expect(code).toBe(2);
});

test('of a test that is elsewhere it is looked there', async () => {
  const there = runs('project: shop-end, region: eu-west-1');
  const far = runs('project: shop-end, account: "999988887777"');

  const found = await looked(TARGET, there);
  const notEntered = await looked(TARGET, far);

  expect(found.printed).toMatch(
    /looked\.yml:\d+:\d+: error: .*expected project shop-end to be in 111122223333 eu-west-1, got none|expected project shop-end to be in 111122223333 eu-west-1, got none/,
  );
  expect(found.code).toBe(2);
  expect(notEntered.printed).toContain('the tests in account 999988887777 were not looked at');
});

test('a canary in another region has its time looked at, and without a tag it does in its own account', async () => {
  const run = () => ({ state: 'PASSED' as const, seconds: 1 });
  world.aws.synthetics.add(home, { name: 'shop-hourly', everySeconds: 3600, run });

  const short = await looked(TARGET, runs('synthetics: [shop-browse, shop-hourly]'));
  const long = await looked(TARGET, runs('synthetics: shop-hourly, timeout: 90m'));

  expect(short.printed).toMatch(
    /looked\.yml:\d+:\d+: expected the test to have more time than passes between two runs of canary shop-hourly, 1h, got timeout: 1h/,
  );
  expect(short.code).toBe(2);
  expect(long.code).toBe(0);
});

test.each([
  [{}, 1, 'none'],
  [{ tidegate: 'other' }, 1, 'tidegate=other'],
  [{ tidegate: 'local' }, 0, ''],
])('a canary of another account, with %j', async (tags, errors, got) => {
  const account = '999988887777';
  const arn = `arn:aws:iam::${account}:role/looks`;
  world.aws.sts.trust({ arn, trusts: () => true, allows: () => true });
  const run = () => ({ state: 'PASSED' as const, seconds: 1 });
  world.aws.synthetics.add({ ...home, account }, { name: 'shop-far', run, tags });

  const test = runs(`synthetics: shop-far, account: "${account}"`);
  const { code, printed } = await looked(TARGET, test, '--role', 'looks');

  expect(
    printed.match(
      /expected canary shop-far to have the tag tidegate=local, .* start it, got (.*)/,
    )?.[1] ?? '',
  ).toBe(got);
  expect(code).toBe(errors * 2);
});

test('a function without the tag of this Tidegate is told of', async () => {
  world.aws.lambda.register({
    ...home,
    name: 'shop-untagged',
    timeoutSeconds: 900,
    tags: { tidegate: 'elsewhere' },
    aliases: [],
    handler: async () => ({}),
  });

  const { code, printed } = await looked(TARGET, runs('lambda: shop-untagged'));

  expect(printed).toMatch(
    /to have the tag tidegate=\S+, without which nobody may call it, got tidegate=elsewhere/,
  );
  expect(code).toBe(2);
});
