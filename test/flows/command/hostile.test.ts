// Whatever stands where a name belongs, each command is refused in words, and is asked for once.

import { pathOf } from '../../../core/command/permission.ts';
import type { CommandName } from '../../../core/command/words.ts';
import { closeAll, ledgerOf, playOn, send, shop } from './commanded.ts';

const world = await shop();
await playOn(world, 140);
afterAll(closeAll);

const HOSTILE = [
  ...['', ' ', '\u0000', '\ud800', '\u202e', '\u001b[31m', '😀'.repeat(40), 'x'.repeat(99)],
  ...['x'.repeat(3_000), '../..', '#', 'a#b', 'shop#stage#prod', '%00', '__proto__', 'toString'],
  ...[':', '::::', 'a:b:c', 'team:__proto__', 'stage:shop/prod/x', 'stage:/', 'pipeline:', '{{}}'],
  ...['arn:aws:codebuild:us-east-1:111122223333:build/other:1', 'arn:aws:iam::1:root', "'; drop"],
];

const SHOP = { pipeline: 'shop', reason: 'x' };
const FIELDS: readonly (readonly [CommandName, string, object])[] = [
  ['hold', 'pipeline', SHOP],
  ['hold', 'stage', SHOP],
  ['stop-the-line', 'scope', { reason: 'x' }],
  ['freeze', 'scope', { reason: 'x', forSeconds: 3_600 }],
  ['resume', 'scope', { reason: 'x' }],
  ['unfreeze', 'stage', SHOP],
  ['stop', 'release', SHOP],
  ['start', 'build', SHOP],
  ['start', 'fixes', SHOP],
  ['retry', 'release', SHOP],
  ['override', 'release', SHOP],
  ['skip-wait', 'release', SHOP],
  ['rollback', 'release', SHOP],
  ['rollback', 'to', SHOP],
  ['rollback', 'target', SHOP],
  ['quarantine', 'what', SHOP],
  ['lift', 'what', SHOP],
  ['approve', 'what', SHOP],
  ['reject', 'what', SHOP],
  ['correct', 'release', { is: 'harmless', reason: 'x' }],
  ['rename', 'to', { pipeline: 'shop' }],
  ['remove', 'pipeline', {}],
  ['apply', 'text', {}],
  ['policy', 'text', {}],
];

test.each(FIELDS)('%s with anything as its %s is refused in words', async (name, field, body) => {
  for (const value of HOSTILE) {
    const sent = { ...body, [field]: value, preview: true };

    const { status, told } = await send(world, sent, { path: pathOf(name) });

    expect({ value, status: [400, 404, 422].includes(status) || status }).toEqual({
      value,
      status: true,
    });
    expect(told.message).toMatch(/expected /);
    expect(told.message).not.toMatch(/undefined|\[object|NaN/);
    expect(told.message!.length).toBeLessThan(4_000);
  }
});

test('none of it has left a line in the ledger', async () => {
  for (const event of ['Held', 'StartAsked', 'RollbackAsked', 'RevisionQuarantined'] as const)
    expect(await ledgerOf(world, event)).toEqual([]);
});
