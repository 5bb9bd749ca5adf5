// A quarantine that only a test has caused goes where a person releases the revision again.

import { test as aTest, build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const pipeline = oneTarget({ more: `tests: [${aTest('smoke')}]` });

const failed = {
  baseline: 'old',
  builds: [build('new')],
  misbehaviours: [{ how: 'test', revision: 'new', test: 'smoke', times: 1 }],
};

const retry = { at: '3h', does: 'start', as: 'ada', release: 'new', retry: true };

test('whoever retries by name lifts it, and the ledger says who and why', async () => {
  const { outcomes, report } = await play(pipeline, {
    ...failed,
    people: [{ ...retry, reason: 'the test was broken' }],
  });

  expect(outcomes()).toEqual(['RolledBack', 'Promoted']);
  const lifted = report.ledger.filter(({ event }) => event === 'QuarantineLifted');
  expect(lifted.length).toBeGreaterThan(0);
  for (const { text } of lifted)
    expect(text).toMatch(/the test was broken.*ada|ada.*the test was broken/);
});

test('without a reason it stays', async () => {
  const { outcomes, report } = await play(pipeline, { ...failed, people: [retry] });

  expect(outcomes()).toEqual(['RolledBack']);
  expect(report.refusedDeeds).toMatchObject([
    { reason: expect.stringContaining('expected a reason for releasing') },
  ]);
});

test('the input of an execution lifts it too: it names nobody, and the ledger names the execution', async () => {
  const input = { pipeline: 'shop', retry: true };
  const { outcomes, report, of } = await play(pipeline, {
    ...failed,
    people: [{ at: '3h', does: 'start', input }],
  });

  expect(outcomes()).toEqual(['RolledBack', 'Promoted']);
  const [, again] = of('release');
  const lifted = report.ledger.filter(({ event }) => event === 'QuarantineLifted');
  expect(lifted.length).toBeGreaterThan(0);
  for (const { text } of lifted) {
    expect(text).toContain(`by the input of execution ${again!.name}`);
    expect(text).toContain('no reason was given');
  }
});

test('nobody lifts by a retry what an alarm has proven', async () => {
  const { outcomes } = await play(pipeline, {
    ...failed,
    misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '1m' }],
    people: [{ ...retry, reason: 'I want it' }],
  });

  expect(outcomes()).toEqual(['RolledBack']);
});
