import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const read = (text: string) => readTemplate(text, 'template.yml');
const propertiesOf = (body: string) =>
  read(`Resources:\n  X:\n    Type: A::B::C\n    Properties:\n${body}`).resources.get('X')!
    .properties;

test.each([
  ['!Ref Table', { Ref: 'Table' }],
  ['!GetAtt Table.Arn', { 'Fn::GetAtt': ['Table', 'Arn'] }],
  ['!GetAtt Stack.Outputs.Name', { 'Fn::GetAtt': ['Stack', 'Outputs.Name'] }],
  ['!GetAtt [Table, Arn]', { 'Fn::GetAtt': ['Table', 'Arn'] }],
  ["!Sub '${Table}-x'", { 'Fn::Sub': '${Table}-x' }],
  ['!If [IsProd, a, !Ref B]', { 'Fn::If': ['IsProd', 'a', { Ref: 'B' }] }],
  ['!Join ["-", [!Ref A, b]]', { 'Fn::Join': ['-', [{ Ref: 'A' }, 'b']] }],
  ['!Condition IsProd', { Condition: 'IsProd' }],
  ['"2012-10-17"', '2012-10-17'],
  ['2012-10-17', '2012-10-17'],
  ['012345678901', '012345678901'],
])('%s is %j', (text, value) => {
  expect(propertiesOf(`      P: ${text}\n`)).toEqual({ P: value });
});

test('anchors and merged mappings are written out, the nearest winning', () => {
  const properties = propertiesOf(
    '      A: &a { x: 1, y: 2 }\n      B: { <<: *a, y: 3 }\n      C: *a\n',
  );

  expect(properties).toEqual({ A: { x: 1, y: 2 }, B: { x: 1, y: 3 }, C: { x: 1, y: 2 } });
});

test('JSON is read like YAML, with the lines of its resources', () => {
  const text = JSON.stringify(
    { Resources: { Q: { Type: 'AWS::SQS::Queue', Condition: 'C' } } },
    null,
    2,
  );

  const { form, resources } = readTemplate(`\uFEFF${text}`, 'template.json');

  expect(form).toBe('json');
  expect(resources.get('Q')).toMatchObject({ type: 'AWS::SQS::Queue', condition: 'C', line: 3 });
});

test('a loop among the resources is not taken for one', () => {
  const { resources } = read(
    "Resources:\n  Fn::ForEach::Topics: [T, [a], {}]\n  Q:\n    Type: 'AWS::SQS::Queue'\n",
  );

  expect([...resources.keys()]).toEqual(['Q']);
});

const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
  .split('')
  .map((key, index) => {
    const before = 'abcdefg'[index];
    return `${key}: &${key} [${Array(10).fill(`*${before}`).join(',')}]`;
  })
  .join('\n')}`;

test.each([
  ['Resources: [', 'template.yml:1:13: expected YAML or JSON, got: '],
  ['just words', 'template.yml:1:1: expected a template, got plain text'],
  ['', 'template.yml:1:1: expected a template, got nothing'],
  ['- a', 'template.yml:1:1: expected a template, got a list'],
  ['Outputs: {}', 'expected a CloudFormation template with Resources, got none'],
  ['Resources:\n  A:\n    Tipe: x', 'template.yml:2:1: expected resource A to have a Type'],
  ['Resources:\n  A: text', 'template.yml:2:1: expected resource A to have a Type, got plain text'],
  ['pipeline: x\nstages: []', 'got a pipeline file: give it without --template'],
  [bomb, 'expected a template that CloudFormation takes, got more than 400000 values'],
  ['a: &a\n  b: *a\nResources: {}', 'expected a template that CloudFormation takes, got values'],
  ['Resources: {"A": }', 'expected'],
])('%j is refused', (text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'Refused' }));
  expect(() => read(text)).toThrow(message);
});

test.each<[string, string, RegExp]>([
  [
    'JSON nested too deep',
    `{"Resources":{"A":{"Type":"x","Properties":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}}`,
    /values more than 200 deep/,
  ],
  [
    'JSON of more values than a template has',
    `{"Resources":{},"Metadata":[${'0,'.repeat(400_001)}0]}`,
    /more than 400000 values/,
  ],
])('%s is refused in words', (_, text, why) => {
  expect(() => readTemplate(text, 'template.json')).toThrow(why);
});

test('a text full of quotes is read in no time', () => {
  const quotes = '\\"'.repeat(500_000);

  const { resources } = readTemplate(
    `{"Description":"${quotes}",\n"Resources":{"A":{"Type":"x"}}}`,
    't.json',
  );

  expect(resources.get('A')?.line).toBe(2);
});
