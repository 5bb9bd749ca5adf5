// What YAML and its editors can do to a file: each is read as it was meant, or refused with a place and a way out.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readText } from '../../cli/files.ts';
import { Failure } from '../../core/failure.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { misspeltRegion } from '../../core/pipeline/regions.ts';

const target =
  '{ name: live, account: "111122223333", region: eu-west-1, alarms: [e], ec2: { application: s, deploymentGroup: g } }';
const good = [
  'pipeline: shop',
  'source: { project: b }',
  'stages:',
  `  - { name: prod, targets: [${target}] }`,
  '',
].join('\n');

/** The first line of a refusal; fails where the text is accepted or throws anything else. */
function refusalOf(text: string): string {
  try {
    parsePipeline(text, 'f');
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'Refused') throw thrown;
    return thrown.message.split('\n')[0]!;
  }
  throw new Error('Expected the pipeline to be refused, got it accepted.');
}

const changed = (from: string | RegExp, to: string) => good.replace(from, to);

test.each<[string, string]>([
  ['a byte order mark', `\uFEFF${good}`],
  ['the line ends of Windows', good.replaceAll('\n', '\r\n')],
  [
    'JSON',
    JSON.stringify({
      pipeline: 'shop',
      source: { project: 'b' },
      stages: [{ name: 'v', tests: [{ name: 't', project: 'p' }] }],
    }),
  ],
  ['a name that other YAMLs take for false', changed('name: live', 'name: no')],
  ['an emoji in a text', changed('stages:', 'owner: "b 🚀"\nstages:')],
  [
    'a key that is merged in',
    changed('stages:', 'waivers: []\nstages:').replace(
      '{ name: prod,',
      '{ <<: { onBakeFailure: stop }, name: prod,',
    ),
  ],
])('%s is read', (_, text) => {
  expect(parsePipeline(text, 'f').pipeline).toBe('shop');
});

test.each<[string, string, RegExp]>([
  [
    'an account that octal would change',
    changed('"111122223333"', '011122223333'),
    /^f:4:52: stages\.0\.targets\.0\.account: expected text \(a number or a date needs quotes\), got 011122223333$/,
  ],
  [
    'a key that is there twice',
    `${good}pipeline: again\n`,
    /^f:5:1: expected each key once, got pipeline twice$/,
  ],
  ['a key that objects have', `${good}__proto__: { x: 1 }\n`, /^f:5:1: unknown key __proto__/],
  [
    'another key that objects have',
    `${good}constructor: { x: 1 }\n`,
    /^f:5:1: unknown key constructor/,
  ],
  [
    'a tab',
    changed('  - {', '\t- {'),
    /^f:4:1: expected YAML that is indented with spaces, got a tab: write spaces in its place$/,
  ],
  [
    'an anchor of nothing',
    changed('[e]', '*alarms'),
    /^f:4:95: expected YAML aliases that resolve, got: Unresolved alias/,
  ],
  [
    'a tag of another language',
    changed('project: b', 'project: !!python/name b'),
    /^f:2:\d+: expected YAML, got: Unresolved tag/,
  ],
  [
    'a number for text',
    changed('stages:', 'owner: 2026\nstages:'),
    /^f:3:8: owner: expected text .a number or a date needs quotes., got 2026$/,
  ],
  ['nothing', '', /^f:1:1: expected something in the file, got an empty one/],
  ['comments alone', '# nothing\n', /^f:1:1: expected something in the file, got an empty one/],
  [
    'a name of 41 letters',
    changed('name: live', `name: ${'a'.repeat(41)}`),
    /name: expected at most 40 characters, got "a+"$/,
  ],
  [
    'an emoji in a name',
    changed('name: live', 'name: 🚀'),
    /expected lower-case letters, digits and hyphens/,
  ],
  [
    'an empty text',
    changed('project: b', 'project: ""'),
    /^f:2:20: source\.project: expected the name of a CodeBuild project, got an empty one$/,
  ],
  [
    'a duration of years',
    changed('name: prod,', 'name: prod, bake: { for: 9999999999d },'),
    /bake\.for: expected a duration of at most 365d, the longest that a release may live, got "9999999999d"$/,
  ],
  [
    'a negative weight',
    changed('name: live,', 'name: live, weight: -1,'),
    /weight: expected a number above 0, got -1$/,
  ],
  [
    'a weight without end',
    changed('name: live,', 'name: live, weight: .inf,'),
    /weight: expected a number, got \.inf$/,
  ],
  [
    'a misspelt region',
    changed('eu-west-1', 'eu-wset-1'),
    /region: expected an AWS region, got "eu-wset-1"; did you mean eu-west-1\?$/,
  ],
  [
    'a zone for a region',
    changed('eu-west-1', 'eu-west-1a'),
    /^f:4:76: stages.0.targets.0.region: expected an AWS region, got "eu-west-1a"; did you mean eu-west-1\?$/,
  ],
  [
    'a word of a closed list, nearly',
    changed('name: prod,', 'name: prod, rollback: relase,'),
    /expected one of wave, release, got "relase"; did you mean release\?$/,
  ],
  [
    'a rollback of no kind',
    changed('name: prod,', 'name: prod, rollback: yes,'),
    /expected one of wave, release, got "yes"$/,
  ],
  [
    'a list for text',
    changed('project: b', 'project: [b]'),
    /^f:2:20: source\.project: expected text .*, got a list$/,
  ],
  [
    'text for a stage',
    changed(/ {2}- [^\n]*/, '  - prod'),
    /stages\.0: expected keys and values, got "prod"$/,
  ],
])('%s is refused', (_, text, expected) => {
  expect(refusalOf(text)).toMatch(expected);
});

test('nesting that takes the stack, and a file that takes the day, are refused at once', () => {
  const [open, close] = ['[', ']'].map((bracket) => bracket.repeat(50_000));

  expect(refusalOf(`pipeline: ${open}${close}`)).toMatch(
    /^f:1:\d+: expected YAML that is less deeply nested$/,
  );
  expect(refusalOf(`owner: ${'x'.repeat(10_000_000)}`)).toBe(
    'f:1:1: expected a file of at most 8000000 characters, got 10000007; split it',
  );
});

test('a hundred thousand unknown keys are refused in time that grows with their number', () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `key${index}: 1`).join('\n');
  let lines = 0;
  try {
    parsePipeline(`${good}${keys}\n`, 'f');
  } catch (thrown) {
    lines = (thrown as Failure).message.split('\n').length;
    expect((thrown as Failure).message).toMatch(/ \(and more\)$/);
  }

  expect(lines).toBe(100);
});

test('whatever is cut or put in, the file is read or refused, and nothing else is thrown', () => {
  const characters = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    '-',
    '\t',
    '\n',
    '&',
    '*',
    '!',
    '"',
    '#',
    '|',
    '\u0000',
    'é',
  );
  fc.assert(
    fc.property(
      fc.nat(good.length),
      fc.nat(8),
      fc.string({ unit: characters, maxLength: 4 }),
      (at, cut, put) => {
        const text = good.slice(0, at) + put + good.slice(at + cut);
        try {
          expect(parsePipeline(text, 'f').stages.length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toMatchObject({
            code: 'Refused',
            message: expect.stringMatching(/^f:\d+:\d+: /),
          });
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a file that is no UTF-8 is refused by name', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tidegate-')), 'latin.yml');
  writeFileSync(file, Buffer.from([0x6f, 0x77, 0x6e, 0xe9]));

  expect(() => readText(file)).toThrow(
    `expected a file to read at ${file}, got bytes that are no UTF-8`,
  );
});

test.each([
  ['eu-west-1', undefined],
  ['us-gov-west-1', undefined],
  ['eusc-de-east-1', undefined],
  ['eu-west-9', undefined],
  ['nz-north-1', undefined],
  ['eu-wset-1', 'eu-west-1'],
  ['ap-southest-2', 'ap-southeast-2'],
  ['ue-west-1', 'eu-west-1'],
  ['us-esat-1', 'us-east-1'],
])('the region that %s was meant to be is %s', (region, meant) => {
  expect(misspeltRegion(region)).toBe(meant);
});
