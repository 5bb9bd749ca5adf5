import { callerNameIn, personalNames, personIn } from '../../../core/personal/names.ts';
import { pipelineSchema } from '../../../core/pipeline/schema.ts';

const LONG = 'a'.repeat(300);
const hostile = [
  '../x',
  '지민',
  LONG,
  `${LONG}b`,
  '',
  '-',
  '1',
  'A',
  'a_b',
  'a--b',
  'a-b-',
  'dev',
  'dev-x',
  'a-dev-b',
  'a\nb',
  'a\u202eb',
  '$(rm -rf /)',
  '"; drop',
  'prod',
  'x-1a2b3c4d',
  '__proto__',
  '😀',
];

test.each([
  ['ada', 'ada'],
  ['ada-l', 'ada-l'],
  ['Ada@example.com', 'ada-example-d26b3a0c'],
  ['../x', 'x-1a5e1dc8'],
  ['지민', 'u-62592f27'],
])('%s stands in names as %s', (said, name) => {
  expect(personIn(said)).toBe(name);
});

test.each(hostile)('names of %j are such as a pipeline file takes', (said) => {
  for (const team of ['a', 'checkout', 'c'.repeat(40), 'shop-dev']) {
    const { pipeline, stage, person } = personalNames(team, said);
    for (const name of [pipeline, stage])
      expect(pipelineSchema.shape.pipeline.safeParse(name)).toMatchObject({ success: true });
    expect(person.length).toBeLessThanOrEqual(20);
  }
});

test('no two people have the same, nor have two teams’ pipelines', () => {
  const people = [...hostile, 'ada', 'x', 'b', 'a-b', personIn('../x'), personIn('지민')];
  const teams = ['shop', 'shop-dev', 'shop-dev-a', 'c'.repeat(40), `${'c'.repeat(39)}d`];
  const all = teams.flatMap((team) => people.map((said) => personalNames(team, said).pipeline));

  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((name) => teams.includes(name))).toEqual([]);
});

test('how letters are composed makes no other person', () => {
  expect(personIn('Zoë'.normalize('NFD'))).toBe(personIn('Zoë'.normalize('NFC')));
});

test.each([
  ['arn:aws:iam::111122223333:user/team/ada', 'ada'],
  [
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ada@x.org',
    'ada@x.org',
  ],
  ['arn:aws:sts::111122223333:assumed-role/Developers/botocore-session-1700000000', undefined],
  ['arn:aws:sts::111122223333:assumed-role/Developers/i-0123456789abcdef0', undefined],
  ['arn:aws:iam::111122223333:root', undefined],
  ['arn:aws:lambda:eu-west-1:111122223333:function:x', undefined],
])('%s names %s', (arn, name) => {
  expect(callerNameIn(arn)).toBe(name);
});
