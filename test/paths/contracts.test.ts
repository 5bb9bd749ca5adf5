// Consumers' contract tests: who fails one is told whose it is, and whom to talk to.

import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const PIPELINE = oneTarget({
  more: `tests: [
    { name: own, project: shop-check, timeout: 10m },
    { name: basket, project: basket-contract, timeout: 10m, retries: { infrastructure: 0 },
      contract: { consumer: basket, owner: team-basket, contact: "#team-basket" } }]`,
});
const day = (test: string, status: string) => ({
  baseline: 'old',
  builds: [build('new')],
  misbehaviours: [{ how: 'test', revision: 'new', test, status }],
});
const TALK = 'it is the contract of basket: talk to team-basket (#team-basket)';

test.each([
  ['basket', 'FAILED', 'RolledBack', true],
  ['basket', 'FAULT', 'Stopped', true],
  ['own', 'FAILED', 'RolledBack', false],
])('test %s that ends %s', async (name, status, outcome, isTold) => {
  const { release, report } = await play(PIPELINE, day(name, status));

  expect(release('new').outcome).toBe(outcome);
  expect(release('new').reason.includes(TALK)).toBe(isTold);
  const ended = report.ledger.filter(({ event }) => event === 'TestEnded').map(({ text }) => text);
  expect(ended.filter((text) => text.includes(TALK))).toHaveLength(isTold ? 1 : 0);
  expect(ended.some((text) => text.includes('pass') && text.includes(TALK))).toBe(false);
});
