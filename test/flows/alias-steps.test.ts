// A step of an alias is taken only while its intent stands: not once it was ended, stopped, or overtaken by a fence.

import type { Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { emptyTarget, type Target } from '../../core/target.ts';
import { takeStep } from '../../flows/kinds/alias-steps.ts';
import { adapters, home } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

const AT = '2026-11-20T09:00:00.000Z';
const target: TargetOf<'alias'> = {
  name: 'live',
  ...home,
  lambda: { function: 'shop', alias: 'live' },
  strategy: { canary: { percent: 10, after: '10m' } },
  alarms: [],
};
const revision = {
  digest: 'sha256:new',
  commit: 'c0ffee',
  build: { arn: 'arn:x', number: 1, startedAt: AT },
  artifact: { ...home, bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
};

async function taken(more: { readonly step?: Intent['step']; readonly end?: true }, fence = 1) {
  const played = adapters();
  const { aws, ports, run, calls } = played;
  await makeTable(aws);
  aws.lambda.register({ ...home, name: 'shop', tags: {}, aliases: ['live'] });
  const { number } = aws.lambda.publish('shop', { sha256: 'bmV3', size: 3 }, home);
  const from = aws.lambda.running('shop', 'live', home).version.number;
  const { end, step } = more;
  const intent = {
    release: 'r1',
    wave: 0,
    doing: 'deploy',
    revision,
    functionVersion: number,
    fromVersion: from,
    startedAt: AT,
    fence: 1,
    calls: { state: 'started', at: AT, deployment: 'shift-1' },
    ...(step && { step }),
    ...(end
      ? { status: 'ended', end: { result: 'Failed', reason: 'it was stopped' } }
      : { status: 'open' }),
  } as Intent;
  const item: Target = { ...emptyTarget('shop', 'live'), fence, intent };
  await run(() => ports.table.change(keys.target('shop', 'live'), () => ({ item })));
  const result = await run(() => takeStep(ports, { pipeline: 'shop', target }, intent, 0.1));
  return { result, moved: calls.includes('UpdateAlias') };
}

test('a step of an intent that stands is taken', async () => {
  const { result, moved } = await taken({});

  expect([result, moved]).toEqual([undefined, true]);
});

test.each([
  ['was stopped', { step: { share: 0, at: AT, setting: 's' } }, 1],
  ['is being stopped', { step: { share: 0, at: AT } }, 1],
  ['has ended', { end: true as const }, 1],
  ['a higher fence has overtaken', {}, 2],
])('a step of an intent that %s is not taken, and moves nothing', async (_which, more, fence) => {
  const { result, moved } = await taken(more, fence);

  expect([(result as Error).name, moved]).toEqual(['LeaseLost', false]);
});
