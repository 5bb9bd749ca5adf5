// What really ran, checked by the same rules; and where that puts a service on the ladder.

import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { planOf } from '../../../core/plan.ts';
import { defaultPolicy, parsePolicy } from '../../../core/practice/policy.ts';
import type { PolicyCheck } from '../../../core/practice/policy-check-schema.ts';
import { brokenByWhatRan, wavesThatRan } from '../../../core/practice/ran.ts';
import { type Card, cardOf, worstFirst } from '../../../core/practice/scorecard.ts';
import type { EndedRelease } from '../../../core/release.ts';
import type { Wave } from '../../../core/wave.ts';
import { testThat, type Went, waveThat } from '../waves.ts';
import { changed, goodService } from './service.ts';

const now = new Date('2026-11-26T00:00:00Z');
const pipeline = parsePipeline(goodService, 'tidegate.yml');
const STARTED = '2026-11-24T00:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(STARTED) + seconds * 1000).toISOString();

/** The waves of a release that did all it planned, with some of them changed. */
function ran(changes: Readonly<Record<string, Went>> = {}): Wave[] {
  return planOf(pipeline).map((plan) => {
    const went: Went = {
      openedAt: STARTED,
      deployedAt: STARTED,
      ...(plan.bake && { bake: { startedAt: STARTED } }),
      tests: Object.fromEntries(plan.tests.map(({ name }) => [name, testThat('pass', STARTED)])),
      end: { outcome: 'Passed', bakedAt: after(plan.bake?.seconds ?? 0) },
      ...changes[plan.wave],
    };
    return waveThat(went, { pipeline: 'shop', release: 'r', plan });
  });
}

/** The waves of `ran`, without those that never opened. */
function ranBut(unopened: readonly string[], changes: Readonly<Record<string, Went>> = {}): Wave[] {
  return ran(changes).map((wave) =>
    unopened.includes(wave.plan.wave)
      ? waveThat({}, { pipeline: 'shop', release: 'r', plan: wave.plan })
      : wave,
  );
}

const brokenBy = (waves: readonly Wave[]) =>
  brokenByWhatRan({ pipeline, waves }, defaultPolicy, now).map(
    ({ rule, text }) => `${rule}: ${text}`,
  );

test('a release that did what a good pipeline plans breaks nothing', () => {
  expect(brokenBy(ran())).toEqual([]);
});

test('a bake that was really shorter than its plan is found', () => {
  expect(brokenBy(ran({ first: { end: { outcome: 'Passed', bakedAt: after(3_600) } } }))).toEqual([
    'bake-time: expected production wave prod/first to bake for at least 12h, got 1h',
  ]);
});

test('a wave that passed without a bake is found', () => {
  const passed = { openedAt: STARTED, end: { outcome: 'Passed' as const, bakedAt: STARTED } };
  const waves = ran().map((wave) =>
    wave.plan.wave === 'first'
      ? waveThat(passed, { pipeline: 'shop', release: 'r', plan: wave.plan })
      : wave,
  );

  expect(brokenBy(waves)).toEqual([
    'bake-time: expected production wave prod/first to bake for at least 12h, got no bake',
  ]);
});

test.each([['fail'], ['inconclusive'], [undefined]] as const)(
  'a test that ended %s does not count as run',
  (verdict) => {
    const tests = { smoke: testThat(verdict, STARTED) };

    expect(brokenBy(ran({ gamma: { tests } }))).toEqual([
      'tests-before-production: expected stage gamma to run a test, got none',
    ]);
  },
);

test('production that ran although gamma never opened is found', () => {
  const waves = ranBut(['gamma']);

  expect(brokenBy(waves)).toEqual([
    'beta-and-gamma: expected beta and gamma with targets before prod, got beta: gamma is missing',
  ]);
});

test('a wave that failed was cut short for that reason, and later ones never ran', () => {
  const waves = ranBut(['second', 'third', 'fourth'], {
    first: { end: { outcome: 'RolledBack', bakedAt: after(60) } },
  });

  expect(wavesThatRan(waves).map(({ wave }) => wave)).toEqual([
    'beta',
    'gamma',
    'one-box',
    'first',
  ]);
  expect(brokenBy(waves)).toEqual([]);
});

const clean: PolicyCheck = { policy: 'acme', policyVersion: 1, rules: [] };

const releaseOf = (judgedAt?: PolicyCheck) =>
  ({
    id: 'shop-1',
    status: 'ended',
    end: { at: after(90_000), outcome: 'Promoted', reason: '' },
    ...(judgedAt && { judged: judgedAt }),
  }) as EndedRelease;

const card = (
  text: string,
  policy = 'policy: acme',
  promoted?: { release: EndedRelease; waves: Wave[] },
): Card => {
  const said = parsePipeline(text, 'tidegate.yml');
  const proof = promoted && { promoted: { pipeline: said, ...promoted } };
  return cardOf({ pipeline: said, ...proof }, parsePolicy(policy, 'p.yml'), now);
};

const lacking = ({ step, lacks }: Card) => [step, ...lacks.map(({ rule, text }) => rule || text)];

test.each([
  [
    'without a contact',
    changed(['contact: "#team-shop"\n', ''], ['{ for: 12h }', '{ for: 1h }']),
    ['none', 'owner-and-contact'],
  ],
  [
    'with short bakes and a big one-box',
    changed(['{ for: 12h }', '{ for: 1h }'], ['weight: 5', 'weight: 11']),
    ['bronze', 'bake-time'],
  ],
  ['with a big one-box', changed(['weight: 5', 'weight: 11']), ['silver', 'one-box-first']],
  [
    'that does all of it in its file',
    goodService,
    ['gold', 'expected a release that was promoted, got none yet'],
  ],
])('a service %s stands where it does, and lacks what it lacks', (_, text, expected) => {
  expect(lacking(card(text))).toEqual(expected);
});

test.each([
  [
    'that nobody checked at its start',
    releaseOf(),
    ran(),
    ['gold', expect.stringContaining('expected release shop-1 to have been checked')],
  ],
  ['that did all of it', releaseOf(clean), ran(), ['proven']],
  [
    'that baked too short',
    releaseOf(clean),
    ran({ first: { end: { outcome: 'Passed', bakedAt: after(60) } } }),
    ['gold', 'bake-time'],
  ],
  [
    'that started with dead alarms',
    releaseOf({
      ...clean,
      rules: [{ rule: 'alarms-have-data', level: 'warn', count: 2, text: 'dead', fix: 'look' }],
    }),
    ran(),
    ['gold', 'alarms-have-data'],
  ],
])('a good file and a promoted release %s', (_, release, waves, expected) => {
  expect(lacking(card(goodService, 'policy: acme', { release, waves }))).toEqual(expected);
});

test('a rule that the policy switches off is not needed', () => {
  const text = changed(['weight: 5', 'weight: 11']);

  expect(card(text, '{ policy: p, rules: { one-box-first: { level: off } } }').step).toBe('gold');
});

test('a waiver permits, and does not lift; its days are counted', () => {
  const text = changed(
    ['weight: 5', 'weight: 11'],
    [
      'neverTogether',
      'waivers:\n  - { rule: one-box-first, owner: o, reason: r, expires: "2026-12-01" }\nneverTogether',
    ],
  );

  const waived = card(text, '{ policy: p, rules: { one-box-first: { level: enforce } } }');

  expect(waived).toMatchObject({
    step: 'silver',
    refusedFor: [],
    waivers: [{ standing: 'inForce', daysLeft: 5 }],
  });
});

test('the worst come first: the lowest step, then what is refused', () => {
  const policy = '{ policy: p, rules: { wave-share: { level: enforce } } }';
  const cards = [
    card(goodService.replace('pipeline: shop', 'pipeline: a-good')),
    card(changed(['weight: 5', 'weight: 11'], ['pipeline: shop', 'pipeline: b-big'])),
    card(changed(['weight: 9,', 'weight: 30,'], ['pipeline: shop', 'pipeline: c-refused']), policy),
    card(changed(['owner: team-shop\n', ''], ['pipeline: shop', 'pipeline: d-owner'])),
  ];

  expect(worstFirst(cards).map(({ pipeline: name }) => name)).toEqual([
    'd-owner',
    'c-refused',
    'b-big',
    'a-good',
  ]);
});
