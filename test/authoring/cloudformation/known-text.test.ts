import { holds, said } from '../../../authoring/cloudformation/known-text.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const template = readTemplate(
  `
Parameters:
  Stage: { Type: String, Default: beta }
  Name: { Type: String }
  Looked: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b }
Mappings: { Sizes: { beta: { name: small }, prod: { name: large } } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsNamed: !Not [!Equals [!Ref Name, '']]
  Both: !And [!Condition IsProd, !Condition IsNamed]
  Either: !Or [!Not [!Condition IsProd], !Condition IsNamed]
Resources: {}
`,
  't.yml',
);

test.each<[unknown, string | undefined, true | undefined]>([
  ['orders', 'orders', undefined],
  [{ Ref: 'Stage' }, 'beta', true],
  [{ Ref: 'Name' }, undefined, undefined],
  [{ Ref: 'Looked' }, undefined, undefined],
  [{ 'Fn::Sub': 'orders-${Stage}' }, 'orders-beta', true],
  [{ 'Fn::Sub': '${!Literal}-x' }, '${Literal}-x', undefined],
  [{ 'Fn::Sub': ['${A}-x', { A: { Ref: 'Stage' } }] }, 'beta-x', true],
  [{ 'Fn::Sub': '${AWS::StackName}-x' }, undefined, undefined],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-beta', true],
  [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'name'] }, 'small', true],
  [{ 'Fn::If': ['IsProd', 'a', 'b'] }, 'b', true],
  [{ 'Fn::If': ['IsNamed', 'a', 'b'] }, undefined, undefined],
  [{ 'Fn::If': ['IsNamed', 'same', 'same'] }, 'same', undefined],
  [{ 'Fn::ImportValue': 'x' }, undefined, undefined],
])('%j says %s', (value, text, assumed) => {
  expect(said(value, template)).toEqual({
    expression: value,
    ...(text !== undefined && { text }),
    ...(assumed && { assumed }),
  });
});

test('what is given wins over defaults', () => {
  expect(said({ Ref: 'Stage' }, template, { Stage: 'prod' }).text).toBe('prod');
});

test.each([
  ['IsProd', {}, false],
  ['IsNamed', {}, undefined],
  ['IsNamed', { Name: 'x' }, true],
  ['Both', {}, false],
  ['Either', {}, true],
  ['Unknown', {}, undefined],
])('condition %s with %j is %s', (condition, known, truth) => {
  expect(holds(condition, template, known)).toBe(truth);
});

const nested = (depth: number): unknown =>
  depth === 0 ? 'x' : { 'Fn::Sub': ['${A}${A}', { A: nested(depth - 1) }] };

test.each<[string, unknown]>([
  ['a text of more variables than a name has', { 'Fn::Sub': '${Long}'.repeat(20_000) }],
  ['each level that says the one below it twice', nested(25)],
  ['variables that never end', { 'Fn::Sub': `${'${'.repeat(200_000)}\${Stage}` }],
  ['a list that is long as a whole', { 'Fn::Join': ['y'.repeat(5_000), Array(900).fill('x')] }],
  ['what all objects have', { Ref: 'constructor' }],
  ['what all mappings have', { 'Fn::FindInMap': ['Sizes', '__proto__', 'constructor'] }],
])('%s stays unknown, and is found out at once', (_, value) => {
  const Long = 'z'.repeat(5_000);

  expect(said(value, template, { Long }).text).toBeUndefined();
});

test('conditions that ask each other twice are left unknown', () => {
  const conditions = Array.from(
    { length: 28 },
    (_, n) => `  C${n}: !And [!Condition C${n + 1}, !Condition C${n + 1}]`,
  );
  const doubling = readTemplate(
    `Conditions:\n${conditions.join('\n')}\n  C28: !Equals [a, a]\nResources: {}\n`,
    't.yml',
  );

  expect(holds('C0', doubling)).toBeUndefined();
});
