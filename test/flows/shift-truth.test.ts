// The greatest share that a look has seen of a revision is kept, so that less of it tells of a hand: by whoever looks
// while the shift stands, and by nobody after.

import type { Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { emptyTarget, type Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';
import { gatherShiftTruth } from '../../flows/shift-truth.ts';
import { adapters, home } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { target } from '../paths/strategies.ts';

const AT = '2026-11-20T09:00:00.000Z';
const of = target('{ canary: { percent: 10, after: 10m } }');
const [plan] = planOf(parsePipeline(oneTarget({ of }), 'shop.yml'));
const common = { kind: 'wave', pipeline: 'shop', release: 'r1', plan: plan!, fence: 1 } as const;
const wave: Wave = { ...common, status: 'open', openedAt: AT, tests: {} };
const key = keys.target('shop', 'live');
const revision = {
  digest: 'sha256:new',
  commit: 'c0ffee',
  build: { arn: 'arn:x', number: 1, startedAt: AT },
  artifact: { ...home, bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
};

/** What is kept of the share once a look has read a tenth, which began before the table said this. */
async function keptShare(now: Partial<Target>, more: Partial<Intent> = {}) {
  const { aws, ports, run } = adapters();
  await makeTable(aws);
  aws.lambda.register({ ...home, name: 'shop-live', tags: {}, aliases: ['live'] });
  const { number } = aws.lambda.publish('shop-live', { sha256: 'bmV3', size: 3 }, home);
  const from = aws.lambda.running('shop-live', 'live', home).version.number;
  aws.lambda.shift('shop-live', 'live', from, { [number]: 0.1 }, home);
  const intent = {
    ...{ release: 'r1', wave: 0, doing: 'deploy', revision, startedAt: AT, fence: 1 },
    ...{ functionVersion: number, fromVersion: from, seenShare: 0, status: 'open' },
    calls: { state: 'started', at: AT, deployment: 'shift-1' },
  } as Intent;
  const seen: Target = { ...emptyTarget('shop', 'live'), fence: 1, intent };
  const item: Target = { ...seen, intent: { ...intent, ...more } as Intent, ...now };
  await run(() => ports.table.change(key, () => ({ item })));

  await run(() => gatherShiftTruth(ports, wave, new Map([['live', seen]])));

  return ((await run(() => ports.table.get(key))) as Target).intent?.seenShare;
}

test('what a look sees of a shift that stands is kept', async () => {
  expect(await keptShare({})).toBe(0.1);
});

test.each<[string, Partial<Target>, Partial<Intent>]>([
  ['whose release is being ended', { fence: 2 }, {}],
  ['that was stopped meanwhile', {}, { step: { share: 0, at: AT } }],
  ['that another has taken the place of', {}, { calls: { state: 'none' } }],
])('nothing is kept of a shift %s', async (_which, now, more) => {
  expect(await keptShare(now, more)).toBe(0);
});
