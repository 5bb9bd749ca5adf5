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
