// What a finding says to write is what would mend it, of this pipeline, in this place, under this policy.

import { findingLines, findingsIn } from '../../../cli/findings.ts';
import { parsePipeline, targetsOf } from '../../../core/pipeline/parse.ts';
import { parsePolicy } from '../../../core/practice/policy.ts';
import { writtenAlarms } from '../../../core/practice/written-alarms.ts';
import { broken, changed, goodService } from './service.ts';

const fixesOf = (rule: string, text: string, policy?: string) =>
  broken(text, policy === undefined ? {} : { policy })
    .filter((each) => each.rule === rule)
    .map(({ fix }) => fix);

const unwatched = (name: string) =>
  [`alarms: [${name}-errors, ${name}-latency, ${name}-throttles]`, 'alarms: []'] as const;

test('the alarms to name are those that tidegate alarms writes for that very target', () => {
  const text = changed(unwatched('box'), unwatched('tokyo'));
  const pipeline = parsePipeline(goodService, 'tidegate.yml');
  const targets = pipeline.stages.flatMap(targetsOf);
  const namesOf = (name: string) =>
    [...writtenAlarms('shop', targets.find((each) => each.name === name)!).keys()].join(', ');

  const fixes = fixesOf('alarms-exist', text);

  expect(fixes).toEqual([
    expect.stringContaining(`alarms: [${namesOf('box')}]`),
    expect.stringContaining(`alarms: [${namesOf('tokyo')}]`),
  ]);
  expect(namesOf('box')).toBe('shop-box-roll-back, shop-box-traffic');
});

test.each([
  ['wave-share', 'percent: 20', /planner: \{ largestPercent: 20 \}/],
  ['one-box-first', 'percent: 2', /planner: \{ oneBoxPercent: 2 \}/],
  ['bake-time', 'firstRegion: 1d', /^give the wave a bake: bake: \{ for: 1d \}$/],
])('what %s says to write keeps to a policy of %s', (rule, parameter, fix) => {
  const [first] = fixesOf(
    rule,
    goodService,
    `{ policy: acme, rules: { ${rule}: { ${parameter} } } }`,
  );

  expect(first).toMatch(fix);
});

test('the tests to add are of the stage that has none', () => {
  const [fix] = fixesOf(
    'tests-before-production',
    changed([', tests: [{ name: smoke, project: shop-beta }]', '']),
  );

  expect(fix).toContain('project: shop-beta-tests');
});

test('two targets that lack alarms are told their own names each, and one rule its way out once', () => {
  const text = changed(unwatched('box'), unwatched('tokyo'));
  const pipeline = parsePipeline(text, 'tidegate.yml');

  const findings = findingsIn('tidegate.yml', text, pipeline, {
    policy: parsePolicy('policy: acme', 'policy.yml'),
    now: new Date('2026-11-24T12:00:00Z'),
  });

  const lines = findingLines(findings);
  expect(lines.filter((line) => line.includes('shop-box-roll-back'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('shop-tokyo-roll-back'))).toHaveLength(1);
});
