import { broken, goodService } from './service.ts';

const tested = (tests: string) =>
  goodService.replace('tests: [{ name: smoke, project: shop-beta }]', `tests: [${tests}]`);
const https = (name: string, host: string, secret: string) =>
  `{ name: ${name}, https: { url: "https://${host}/runs", secret: ${secret} } }`;

test.each([
  [
    'a function that would live too long',
    '{ name: smoke, lambda: shop-smoke, timeout: 20m }',
    'stages.0.tests.0.timeout',
    /of at most 15m, for which a function lives, got 20m/,
  ],
  [
    'an experiment that never fails by itself',
    '{ name: lost, experiment: EXTlost, retries: { assertions: 1 } }',
    'stages.0.tests.0.retries.assertions',
    /never fails by itself/,
  ],
  [
    'one canary of two tests',
    '{ name: a, synthetics: [shop-browse] }, { name: b, synthetics: [shop-pay, shop-browse] }',
    'stages.0.tests.1.synthetics',
    /got shop-browse of b, which a runs too/,
  ],
  [
    'one project of two tests',
    '{ name: a, project: shop-a }, { name: b, project: shop-a }',
    'stages.0.tests.1.project',
    /got project shop-a of b, which a runs too/,
  ],
  [
    'one secret of two third parties',
    `${https('a', 'a.example.com', '/tidegate/prod/a')}, ${https('b', 'b.example.com', '/tidegate/prod/a')}`,
    'stages.0.tests.1.https.secret',
    /that b\.example\.com alone has, got \/tidegate\/prod\/a, which a\.example\.com has too/,
  ],
] as const)('%s breaks tests-in-reach', (_, tests, path, text) => {
  const found = broken(tested(tests)).filter(({ rule }) => rule === 'tests-in-reach');

  expect(found.map((each) => each.path.join('.'))).toEqual([path]);
  expect(found[0]?.text).toMatch(text);
});

test('a function elsewhere is waited for a little less long', () => {
  const far = '{ name: smoke, lambda: shop-smoke, region: eu-west-1, timeout: 15m }';

  const found = broken(tested(far)).filter(({ rule }) => rule === 'tests-in-reach');

  expect(found[0]?.text).toMatch(/of at most 14m, for which one elsewhere is waited for, got 15m/);
});

test('the same names in two places are two things', () => {
  const tests =
    '{ name: a, synthetics: [shop-browse] }, { name: b, synthetics: [shop-browse], region: eu-west-1 }';

  expect(broken(tested(tests)).filter(({ rule }) => rule === 'tests-in-reach')).toEqual([]);
});

test.each([
  `${https('a', 'a.example.com', '/tidegate/prod/a').replace(' }', ', region: eu-west-1 }')}`,
  '{ name: way-back, drill: 10m, account: "222233334444" }',
])('what is nowhere of AWS has no account or region: %s', (written) => {
  const text = written.replace(
    '/tidegate/prod/a, region: eu-west-1 }',
    '/tidegate/prod/a }, region: eu-west-1',
  );

  expect(() => broken(tested(text))).toThrow(/expected an account or a region of what runs in AWS/);
});

test('tests of their own break nothing', () => {
  const tests = [
    '{ name: smoke, lambda: shop-smoke, timeout: 15m }',
    '{ name: lost, experiment: EXTlost, retries: { infrastructure: 2 } }',
    https('a', 'a.example.com', '/tidegate/prod/a'),
    https('again', 'a.example.com:8443', '/tidegate/prod/again'),
    '{ name: browse, synthetics: shop-browse }',
  ];

  expect(broken(tested(tests.join(', ')))).toEqual([]);
});
