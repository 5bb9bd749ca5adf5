// What is run again, of every kind of test alike: what said nothing by itself, what failed only where that is written.

import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const KINDS: Readonly<Record<string, string>> = {
  project: 'project: shop-check',
  lambda: 'lambda: shop-smoke',
  synthetics: 'synthetics: [shop-browse]',
  https: 'https: { url: "https://tests.example.com/runs", secret: /tidegate/prod/shop-tests }',
};
const WITH_EXPERIMENT = { ...KINDS, experiment: 'experiment: EXT4mYzfPsBbWzT' };

const tested = (kinds: Readonly<Record<string, string>>, retries = '') =>
  oneTarget({
    more: `tests: [${Object.entries(kinds)
      .map(([name, by]) => `{ name: of-${name}, ${by}, timeout: 10m${retries} }`)
      .join(', ')}]`,
  });

const once = (kinds: object, status: string) => ({
  baseline: 'old',
  builds: [build('new')],
  misbehaviours: Object.keys(kinds).map((name) => ({
    ...{ how: 'test', revision: 'new', test: `of-${name}`, status, times: 1 },
  })),
});

test('what failed and passes when it is run again is flaky, of every kind that can fail', async () => {
  const pipeline = tested(KINDS, ', retries: { infrastructure: 0, assertions: 1 }');

  const { release, report } = await play(pipeline, once(KINDS, 'FAILED'));

  expect(release('new').outcome).toBe('Promoted');
  const ended = report.ledger.filter(({ event }) => event === 'TestEnded').map(({ text }) => text);
  for (const name of Object.keys(KINDS)) {
    const own = ended.filter((text) => text.startsWith(`test of-${name} ended, `));
    expect(own).toEqual([
      expect.stringContaining('ended, fail: '),
      expect.stringContaining('flaky: it had failed once before'),
    ]);
  }
});

test.each(Object.keys(KINDS))(
  'a failure of %s is believed where nothing else is written',
  async (name) => {
    const kinds = { [name]: String(KINDS[name]) };

    const { release, report } = await play(tested(kinds), once(kinds, 'FAILED'));

    expect(release('new').outcome).toBe('RolledBack');
    expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(1);
  },
);

test('what said nothing is run again, of every kind, and is not flaky', async () => {
  const { release, report } = await play(tested(WITH_EXPERIMENT), once(WITH_EXPERIMENT, 'FAULT'));

  expect(release('new').outcome).toBe('Promoted');
  expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(10);
  expect(JSON.stringify(report.ledger)).not.toContain('flaky');
});
