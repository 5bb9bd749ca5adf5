// Each rule of good practice says in Korean what breaks it and what mends it: what a policy has told of a release
// stands on the board.

import { globSync, readFileSync } from 'node:fs';
import { toldInKorean } from '../../board/language/told-in-korean.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { brokenRulesOf } from '../../core/practice/broken-rules.ts';
import { parsePolicy } from '../../core/practice/policy.ts';
import { checkedRules, policyEntries, refusalOf } from '../../core/practice/policy-check.ts';

/** What a template of a text is, with a word for each of its parts. */
const filled = (template: string) =>
  template.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, (_part, at: number) => `p${at}`);

const sources = globSync('core/practice/*-rules.ts').sort();

/** Texts in a source, those that are put together of two with a plus as one; comments are none. */
function textsIn(file: string): string[] {
  const source = readFileSync(file, 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '');
  return [
    ...source.matchAll(
      /(['`])((?:(?!\1)[^\\\n]|\\.)*)\1(?:\s*\+\s*(['`])((?:(?!\3)[^\\\n]|\\.)*)\3)?/g,
    ),
  ].map(([, , one = '', , two = '']) => filled(one + two));
}

/** Texts that are put together of other ones: an example of each, as it is told. */
const PUT_TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'expected wave p to change p': [
    'expected wave prod/a to change at most one cell of eu-west-1, got a, b',
    'expected wave prod/a to change at most one target of scale unit ring, got a, b',
  ],
  'expected target p to ask for at least p data points in its bake': [
    'expected target live to ask for at least 10 data points in its bake, got no dataPoints',
    'expected target live to ask for at least 10 data points in its bake, got 3',
  ],
  'expected the alarms of target p to cover p': [
    'expected the alarms of target live to cover errors and latency, got a, b',
    'expected the alarms of target live to cover errors; the name of a, b does not tell',
  ],
  'expected pipeline p to name its p, got none': [
    'expected pipeline shop to name its owner, got none',
    'expected pipeline shop to name its contact, got none',
  ],
  'expected stage p to run p, got p': [
    'expected stage beta to run a test, got none',
    'expected stage beta to run at least 2 tests, got none',
    'expected stage beta to run at least 2 tests, got 1',
  ],
  'expected p of at most p, got p': [
    'expected a gateTimeout of at most 14d, got 20d',
    'expected an alarmsClearWithin of at most 1d, got 2d',
    'expected a deployTimeout of stage prod of at most 12h, got 1d',
    'expected a timeout of test smoke of stage beta of at most 8h, got 9h',
  ],
  'expected p with targets before p, got p: p p missing': [
    'expected beta and gamma with targets before prod, got none: beta and gamma are missing',
    'expected beta and gamma with targets before prod, got beta: gamma is missing',
  ],
  'expected a timeout of function test p of at most pm, p, got p': [
    'expected a timeout of function test smoke of at most 15m, for which a function lives, got 1h',
    'expected a timeout of function test smoke of at most 14m, for which one elsewhere is waited for, got 1h',
  ],
  'expected a waiver of a rule that exists, got p; p': [
    'expected a waiver of a rule that exists, got bake-tim; did you mean bake-time?',
    'expected a waiver of a rule that exists, got x; known are bake-time, one-box-first',
  ],
  'expected the first production wave, p, to change at most p% of the traffic, got pp': [
    'expected the first production wave, prod/a, to change at most 10% of the traffic, got 50%',
    'expected the first production wave, prod/a, to change at most 10% of the traffic, got 50% (no target says its weight: each counts the same)',
  ],
  'expected production wave p to change at most p% of the traffic, got pp': [
    'expected production wave prod/a to change at most 33.4% of the traffic, got 50%',
    'expected production wave prod/a to change at most 33.4% of the traffic, got 50% (no target says its weight: each counts the same)',
  ],
};

test.each(sources)('what %s says of a breach is told in Korean', (file) => {
  const said = textsIn(file).filter((text) => /^expected .* /.test(text));
  const left = said.filter((text) => {
    const examples = PUT_TOGETHER[text.replace(/p\d+/g, 'p')] ?? [text];
    return examples.some((each) => isLeft(each));
  });

  expect(left).toEqual([]);
});

/** What is to be written stays as it is; of our own sentence nothing may. */
function isLeft(text: string): boolean {
  const told = toldInKorean(text);
  return !/\p{sc=Hangul}/u.test(told) || /expected |, got | does not tell/.test(told);
}

test.each(sources)('what %s says that mends it is told in Korean', (file) => {
  const source = readFileSync(file, 'utf8');
  const fixes = [...source.matchAll(/\bfix(?::| =)\s+(['`])((?:(?!\1)[^\\]|\\.)*)\1/gs)].map(
    ([, , text = '']) => filled(text),
  );

  expect(fixes.filter((text) => isLeft(text))).toEqual([]);
});

test.each([
  'expected wave prod/a to have at most 2 times the 10% of the wave before it, got 50% for 3 targets; move targets to later waves',
  'expected wave prod/a, the first of a whole region, to be in the quietest alone, eu-north-1, got eu-west-1; begin where the fewest users are',
  'expected owner to be filled in, got the placeholder TODO-owner that tidegate init wrote',
  'let the first production wave change one small target (an alias, group or cell of its own), and say each target’s weight; or let a planner make the waves: planner: { oneBoxPercent: 10 }',
])('what the planner and others say of a breach is told in Korean: %s', (text) => {
  expect(isLeft(text)).toBe(false);
});

const BAD = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    onBakeFailure: stop
    bake: { for: 5m }
    targets:
      - name: live
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live }
        strategy: all-at-once
        alarms: [shop-errors]
`;

test('a release that a policy refuses says why in Korean, line by line, and so does the ledger of one that starts', () => {
  const pipeline = parsePipeline(BAD, 'tidegate.yml');
  const plan = planOf(pipeline);
  const policy = parsePolicy(readFileSync('examples/strict-policy.yml', 'utf8'), 'policy.yml');
  const now = new Date('2026-11-23T09:00:00Z');
  const broken = brokenRulesOf({ pipeline, plan, waves: plan, policy, now });
  const rules = checkedRules(broken).map((each) => ({ ...each, level: 'enforce' as const }));
  const check = { policy: policy.policy, policyVersion: 3, rules } as Parameters<
    typeof refusalOf
  >[0];

  const refusal = refusalOf(check) ?? '';
  const entries = policyEntries(check).map(({ text }) => text);

  expect(rules.length).toBeGreaterThan(5);
  for (const line of [...refusal.split('\n'), ...entries]) {
    const told = toldInKorean(line);
    expect(told).toMatch(/\p{sc=Hangul}/u);
    expect(told).not.toMatch(/expected |, got |to fix|To fix|Apply the|waived by/);
  }
});

test.each([
  ['canary c ended TIMED_OUT, after 3m', '카나리 c이(가) 시간 초과(TIMED_OUT)(으)로 끝남'],
  ['alarm a of b is in INSUFFICIENT_DATA', 'b의 알람 a 상태가 데이터 부족(INSUFFICIENT_DATA)'],
  ['its execution ended ABORTED (StoppedByHand: no)', '실행이 중단됨(ABORTED)(으)로 끝남'],
  [
    'DevOps Guru’s insight of high severity on live is open since 2026-11-23T09:00:00.000Z: Errors unusually high',
    'live에 대한 DevOps Guru의 높음(high) 심각도 인사이트가',
  ],
  ['build shop:1 ended FAILED', '빌드 shop:1이(가) 실패(FAILED)(으)로 끝남'],
  [
    'alarm a of b is in INSUFFICIENT_DATA and is not counted: quiet',
    '데이터 부족(INSUFFICIENT_DATA)',
  ],
])('AWS’s word for how something is stands in Korean beside its own: %s', (text, told) => {
  expect(toldInKorean(text)).toContain(told);
});
