import { readFileSync } from 'node:fs';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { forbidding } from '../../../core/practice/broken-rules.ts';
import { defaultPolicy, parsePolicy, storedPolicy } from '../../../core/practice/policy.ts';
import { rules } from '../../../core/practice/rules.ts';
import { daysLeft } from '../../../core/practice/waivers.ts';
import { broken, changed } from './service.ts';

const small = changed(['weight: 5', 'weight: 11']);

const waived = (more: string) =>
  changed(['weight: 5', 'weight: 11'], ['neverTogether', `waivers:\n  - ${more}\nneverTogether`]);

const waiver = (expires: string, rule = 'one-box-first') =>
  `{ rule: ${rule}, owner: team-shop, reason: one region, expires: ${expires} }`;

const enforced = (more = '') =>
  `{ policy: acme, rules: { one-box-first: { level: enforce${more} } } }`;

test('where there is no policy, nothing is enforced', () => {
  const levels = Object.values(defaultPolicy.rules).map(({ level }) => level);

  expect(levels.length).toBe(rules.length);
  expect(levels).not.toContain('enforce');
});

test('the policy in examples/ is one', () => {
  const policy = parsePolicy(readFileSync('examples/policy.yml', 'utf8'), 'policy.yml');

  expect(policy.rules['bake-time']).toMatchObject({
    level: 'enforce',
    later: '2h',
    waivable: true,
  });
});

test.each([
  [
    'an unknown rule',
    '{ policy: p, rules: { one-box: { level: warn } } }',
    /^p\.yml:1:23: unknown key one-box; expected one of/,
  ],
  [
    'a rule misspelt',
    '{ policy: p, rules: { bake-tmie: { level: warn } } }',
    /:1:23: unknown key bake-tmie; did you mean bake-time\?/,
  ],
  [
    'an unknown level',
    'policy: p\nrules:\n  wave-share: { level: enforced }',
    /:3:24: rules\.wave-share\.level: expected one of off, advise, warn, enforce, got "enforced"; did you mean enforce\?/,
  ],
  [
    'an unknown parameter',
    'policy: p\nrules:\n  bake-time: { oneBx: 2h }',
    /:3:16: unknown key oneBx; did you mean oneBox\?/,
  ],
  [
    'a share of nothing',
    '{ policy: p, rules: { wave-share: { percent: 0 } } }',
    /wave-share\.percent/,
  ],
  [
    'a day that is none',
    '{ policy: p, rules: { wave-share: { effectiveFrom: 2027-02-30 } } }',
    /effectiveFrom/,
  ],
  [
    'a bake without a unit',
    '{ policy: p, rules: { bake-time: { later: 2 } } }',
    /rules\.bake-time\.later: expected text/,
  ],
  ['no name', 'rules: {}', /policy: expected text .*, got nothing/],
  ['a pipeline', 'pipeline: shop', /unknown key pipeline/],
  ['nothing', '', /empty/],
])('%s is no policy', (_, text, problem) => {
  expect(() => parsePolicy(text, 'p.yml')).toThrow(problem);
});

test.each([
  ['off', []],
  ['advise', ['advise']],
  ['warn', ['warn']],
  ['enforce', ['enforce']],
])('at level %s, a broken rule is found as %j', (level, found) => {
  const policy = `{ policy: acme, rules: { one-box-first: { level: ${level} } } }`;

  expect(broken(small, { policy }).map((each) => each.level)).toEqual(found);
});

test.each([
  ['2026-11-30T23:59:59.999Z', 'warn'],
  ['2026-12-01T00:00:00Z', 'enforce'],
])('enforced from 2026-12-01: at %s it means %s', (now, level) => {
  const policy = enforced(', effectiveFrom: 2026-12-01');

  expect(broken(small, { policy, now })).toMatchObject([{ level }]);
});

test('parameters are the policy’s', () => {
  expect(
    broken(small, { policy: '{ policy: acme, rules: { one-box-first: { percent: 12 } } }' }),
  ).toEqual([]);
  expect(
    broken(small, {
      policy:
        '{ policy: acme, rules: { one-box-first: { percent: 12 }, paired-regions: { pairs: [[us-west-2, ap-southeast-2]] } } }',
    }),
  ).toMatchObject([{ rule: 'paired-regions' }]);
  expect(
    broken(small, {
      policy:
        '{ policy: acme, rules: { one-box-first: { level: off }, beta-and-gamma: { stages: [beta, staging] } } }',
    }),
  ).toMatchObject([{ text: expect.stringContaining('got beta, gamma: staging is missing') }]);
});

test.each([
  ['2026-11-30T23:59:59.999Z', []],
  ['2026-12-01T00:00:00Z', ['one-box-first']],
])('a waiver that expires on 2026-12-01: at %s, %j stands in the way', (now, rulesLeft) => {
  const found = broken(waived(waiver('2026-12-01')), { policy: enforced(), now });

  expect(forbidding(found).map(({ rule }) => rule)).toEqual(rulesLeft);
});

test('what is waived is still found, with who answers for it and for how long', () => {
  const found = broken(waived(waiver('2026-12-01')), { policy: enforced() });

  expect(found).toMatchObject([
    {
      rule: 'one-box-first',
      level: 'enforce',
      waiver: { owner: 'team-shop', reason: 'one region', expires: '2026-12-01', daysLeft: 7 },
    },
  ]);
});

test.each([
  [
    'an expired one',
    waiver('2026-11-24'),
    '',
    /that is in force, got one that ended on 2026-11-24/,
  ],
  [
    'one of no rule',
    waiver('2026-12-01', 'one-box-frist'),
    '',
    /of a rule that exists, got one-box-frist; did you mean one-box-first\?/,
  ],
  [
    'one of another rule’s word',
    waiver('2026-12-01', 'speed'),
    '',
    /got speed; known are owner-and-contact/,
  ],
  [
    'one for too long',
    waiver('2027-02-23'),
    '',
    /at most 90 days from now, got one until 2027-02-23, which waives nothing/,
  ],
  [
    'one of what nobody may waive',
    waiver('2026-12-01'),
    ', waivable: false',
    /which policy acme does not let anybody waive/,
  ],
  [
    'one of waivers',
    waiver('2026-12-01', 'waivers'),
    '',
    /of a rule that may be waived, got waivers/,
  ],
])('of waivers, %s waives nothing and is itself reported', (_, text, more, problem) => {
  const found = broken(waived(text), { policy: enforced(more) });

  expect(forbidding(found).map(({ rule }) => rule)).toEqual(['one-box-first']);
  expect(found.find(({ rule }) => rule === 'waivers')).toMatchObject({
    level: 'warn',
    text: expect.stringMatching(problem),
  });
});

test('the longest waiver is the policy’s: 90 days to the moment', () => {
  const found = broken(waived(waiver('2027-02-22')), {
    policy: enforced(),
    now: '2026-11-24T00:00:00Z',
  });

  expect(forbidding(found)).toEqual([]);
});

test('a waiver of a rule that holds is advice to take it out', () => {
  const text = changed(['neverTogether', `waivers:\n  - ${waiver('2026-12-01')}\nneverTogether`]);

  expect(broken(text)).toMatchObject([{ rule: 'waivers', level: 'advise', path: ['waivers', 0] }]);
});

test('a waiver of what only a release’s start can tell is left alone before', () => {
  const text = changed([
    'neverTogether',
    `waivers:\n  - ${waiver('2026-12-01', 'alarms-have-data')}\nneverTogether`,
  ]);

  expect(broken(text)).toEqual([]);
});

test('of two waivers of a rule, one in force is enough', () => {
  const text = waived(`${waiver('2026-11-01')}\n  - ${waiver('2026-12-01')}`);

  const found = broken(text, { policy: enforced() });

  expect(forbidding(found)).toEqual([]);
  expect(found.map(({ rule }) => rule)).toEqual(['one-box-first', 'waivers']);
});

test.each([
  ['2026-11-24T00:00:00Z', 7],
  ['2026-11-24T00:00:01Z', 7],
  ['2026-11-30T23:59:59Z', 1],
  ['2026-12-01T00:00:00Z', 0],
  ['2027-01-01T00:00:00Z', 0],
])('at %s, a waiver until 2026-12-01 has %d days left', (now, days) => {
  expect(daysLeft({ expires: '2026-12-01' }, new Date(now))).toBe(days);
});

test('a policy that was stored before a rule came is read with that rule as usual', () => {
  const { rules: known } = parsePolicy(enforced(), 'p.yml');
  const { 'wave-share': _, ...before } = known;

  const read = storedPolicy({ policy: 'acme', rules: before, waivers: { longestDays: 30 } });

  expect(read.rules['wave-share']).toMatchObject({ level: 'warn', percent: 33.4 });
  expect(read.waivers.longestDays).toBe(30);
});

test('a waiver without owner, reason or end is no waiver', () => {
  const text = waived('{ rule: one-box-first, expires: "2026-12-01" }');

  expect(() => parsePipeline(text, 't.yml')).toThrow(/waivers\.0\.owner: expected text/);
});
