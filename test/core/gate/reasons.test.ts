// What keeps gates shut, as rules: freezes, dependencies, and since when each is known.

import { isFarEnough, nearTargets } from '../../../core/gate/dependency.ts';
import { freezeReasons } from '../../../core/gate/freeze-reasons.ts';
import { type FoundReason, keptReasons } from '../../../core/gate/gate-reason.ts';
import { skipsHours } from '../../../core/gate/skip.ts';
import { parsePolicy } from '../../../core/practice/policy.ts';
import { emptyTarget, type Target } from '../../../core/target.ts';
import { installed } from '../../board/items.ts';

const freeze = (scope: string, more: object = {}) => ({
  scope,
  owner: 'team-release',
  reason: 'a fair',
  expires: '2026-11-24T00:00:00+01:00',
  ...more,
});
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
const shop = { pipeline: 'shop', stage: 'prod', owner: 'team-shop' };

test.each([
  ['organisation', true],
  ['team:team-shop', true],
  ['team:team-cart', false],
  ['pipeline:shop', true],
  ['pipeline:cart', false],
  ['stage:shop/prod', true],
  ['stage:shop/beta', false],
  ['stage:cart/prod', false],
  ['stage:*/prod', true],
])('a freeze of %s holds for prod of shop: %s', (scope, expected) => {
  expect(freezeReasons([freeze(scope)], shop, at('12:00'))).toHaveLength(expected ? 1 : 0);
});

test.each([
  ['12:00', undefined, true],
  ['22:59', undefined, true],
  ['23:00', undefined, false],
  ['12:00', '2026-11-23T13:00:00Z', false],
  ['13:00', '2026-11-23T13:00:00Z', true],
])('a freeze until 23:00 holds at %s, from %s: %s', (time, from, expected) => {
  const found = freezeReasons(
    [freeze('organisation', from === undefined ? {} : { from })],
    shop,
    at(time),
  );

  expect(found).toHaveLength(expected ? 1 : 0);
});

test('a freeze says whose it is, why, and when it ends', () => {
  const [found] = freezeReasons([freeze('stage:*/prod')], shop, at('12:00'));

  expect(found).toMatchObject({
    kind: 'freeze',
    what: 'frozen (stage:*/prod) until 2026-11-24T00:00:00+01:00 by team-release: a fair',
    clears: 'team-release, by a policy without it; or time',
    until: '2026-11-23T23:00:00.000Z',
  });
});

test.each([
  ['scope: prod', /expected organisation, team:NAME/],
  ['scope: organisation, from: "2026-11-25T00:00:00Z"', /expires after it begins/],
  ['scope: organisation, expires: tomorrow', /expected a time with its zone/],
])('a policy with a freeze of %s is refused', (words, expected) => {
  const expires = words.includes('expires') ? '' : ', expires: "2026-11-24T00:00:00Z"';
  const text = `policy: acme\nfreezes: [{ owner: me, reason: fair, ${words}${expires} }]\n`;

  expect(() => parsePolicy(text, 'policy.yml')).toThrow(expected);
});

const places = (...names: string[]) =>
  names.map((name) => {
    const [account = '', region = ''] = name.split(' ');
    return { name, account, region };
  });

test.each([
  [['1 eu', '2 eu', '2 us'], '2 eu', ['2 eu']],
  [['1 eu', '1 us'], '2 eu', ['1 eu']],
  [['1 us', '1 ap'], '2 eu', ['1 us', '1 ap']],
])('of %j those that matter in %s are %j', (its, of, expected) => {
  const near = nearTargets(places(of), places(...its));

  expect(near.map(({ name }) => name)).toEqual(expected);
});

const target = (more: Partial<Target>): Target => ({ ...emptyTarget('payments', 'eu'), ...more });
const wants = (atLeast: number | string, baked = true) => ({ service: 'payments', atLeast, baked });
const none = () => false;

test.each([
  ['nothing is there', wants(3), undefined, false],
  ['an older build has baked', wants(3), target({ baked: installed(2) }), false],
  ['that build has baked', wants(3), target({ baked: installed(3) }), true],
  ['a newer one has baked', wants(3), target({ baked: installed(4) }), true],
  ['it runs, and has not baked', wants(3), target({ running: installed(3) }), false],
  ['it runs, which is enough', wants(3, false), target({ running: installed(3) }), true],
])('where %s a service is far enough: %#', (_, dependency, item, expected) => {
  expect(isFarEnough(dependency, item, none)).toBe(expected);
});

test('a commit that had baked there before is one that a service is past', () => {
  const item = target({ baked: installed(4), bakedEarlier: [installed(3)] });
  const { commit } = installed(3).revision;

  expect(isFarEnough(wants(commit.slice(0, 7)), item, none)).toBe(true);
  expect(isFarEnough(wants('0123456'), item, none)).toBe(false);
  expect(isFarEnough(wants('0123456'), item, () => true)).toBe(true);
});

test('a reason that is found again is known since it was first found', () => {
  const found: FoundReason = { kind: 'alarm', subject: 'errors', what: 'a', clears: 'b' };
  const first = keptReasons([found], [], '2026-11-23T09:00:00Z');

  const again = keptReasons(
    [
      { ...found, what: 'c' },
      { ...found, subject: 'latency' },
    ],
    first,
    '2026-11-23T10:00:00Z',
  );

  expect(again.map(({ what, since }) => `${what} ${since}`)).toEqual([
    'c 2026-11-23T09:00:00Z',
    'a 2026-11-23T10:00:00Z',
  ]);
});

test('a freeze of a team holds for no pipeline that nobody owns', () => {
  const nobodys = { pipeline: 'shop', stage: 'prod' };

  expect(freezeReasons([freeze('team:undefined')], nobodys, at('12:00'))).toEqual([]);
});

test.each([
  ['an hour before it begins, and an hour and a half ahead', '12:00', 5_400, 1],
  ['two hours before it begins, and an hour and a half ahead', '11:00', 5_400, 0],
  ['as long before it begins as is looked ahead', '11:30', 5_400, 0],
  ['after it has ended', '23:00', 5_400, 0],
])('a freeze from 13:00 to 23:00, %s', (_, time, ahead, expected) => {
  const from = '2026-11-23T13:00:00Z';

  const found = freezeReasons([freeze('organisation', { from })], shop, at(time), ahead);

  expect(found).toHaveLength(expected);
});

test('who has ended the wait for hours has done so for a time', () => {
  const passes = [{ kind: 'hours', subject: 'prod' }];
  const skip = { by: 'a', name: 'ada', reason: 'r', at: '2026-11-23T09:00:00Z', passes };
  const until = '2026-11-23T10:00:00Z';
  const skipped = (now: string, more: object = {}) =>
    skipsHours([{ ...skip, until, ...more }], now);

  expect(skipped('2026-11-23T09:59:59Z')).toBe(true);
  expect(skipped('2026-11-23T10:00:00Z')).toBe(false);
  expect(skipped('2026-11-23T09:30:00Z', { passes: [{ kind: 'freeze', subject: 'x' }] })).toBe(
    false,
  );
});
