// What a template would change in the instances of a StackSet: two templates are compared, and what is not known asks.

import { setChanges } from '../../core/set-changes.ts';
import { destroyingText, mayDestroy, type StackChange } from '../../core/stack-changes.ts';
import { HIDDEN } from '../../core/stack-contents.ts';

const TABLE = `
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      TableName: !Ref Name
      KeySchema: [{ AttributeName: id, KeyType: HASH }]`;
const BEFORE = `
Parameters:
  Name: { Type: String, Default: orders }
  Key: { Type: String, NoEcho: true }
Conditions:
  IsProd: !Equals [!Ref Name, prod]
Mappings:
  Sizes: { small: { keep: 1 } }
Resources:${TABLE}
  Handler:
    Type: AWS::Lambda::Function
    Properties: { Code: { S3Key: old.zip } }
`;

function changesTo(
  template: string,
  {
    before = BEFORE,
    was = {},
    is = {},
  }: {
    before?: string;
    was?: Record<string, string>;
    is?: Record<string, string>;
  } = {},
): readonly StackChange[] {
  const parameters = { Name: 'orders', Key: HIDDEN };
  return setChanges(
    { template: before, parameters: { ...parameters, ...was }, path: 'what it has' },
    { template, parameters: { ...parameters, ...is }, path: 'template.yml' },
  );
}

/** With another name of the table. */
const withName = (name: string) => BEFORE.replace('TableName: !Ref Name', `TableName: ${name}`);

const WITH_CONDITION = withName('orders').replace(
  '  Orders:\n',
  '  Orders:\n    Condition: IsProd\n',
);

const asked = (changes: readonly StackChange[]) => changes.filter(mayDestroy).map(destroyingText);

test('the same template with the same parameters changes nothing, and what is hidden is the same', () => {
  expect(changesTo(BEFORE)).toEqual([]);
});

test('code that differs modifies, and nobody is asked', () => {
  const changes = changesTo(BEFORE.replace('old.zip', 'new.zip'));

  expect(changes).toEqual([{ action: 'Modify', id: 'Handler', type: 'AWS::Lambda::Function' }]);
  expect(asked(changes)).toEqual([]);
});

const removed = BEFORE.replace(TABLE, '');
const withPolicy = (policy: string) =>
  BEFORE.replace('  Orders:\n', `  Orders:\n    DeletionPolicy: ${policy}\n`);

test.each([
  ['a table that is gone', removed, {}, ['removes Orders (AWS::DynamoDB::Table)']],
  ['one that is retained', removed, { before: withPolicy('Retain') }, []],
  [
    'one of which a snapshot stays',
    removed,
    { before: withPolicy('Snapshot') },
    ['removes Orders (AWS::DynamoDB::Table), of which a snapshot stays'],
  ],
  [
    'a policy that comes with the removal is too late',
    removed,
    { before: withPolicy('Delete') },
    ['removes Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'another key',
    BEFORE.replace('AttributeName: id', 'AttributeName: key'),
    {},
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  ['another billing mode', BEFORE.replace('PAY_PER_REQUEST', 'PROVISIONED'), {}, []],
  [
    'a name that is another parameter’s value',
    BEFORE,
    { is: { Name: 'sales' } },
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'a hidden parameter that is given anew',
    withName('!Sub "x-${Key}"'),
    { before: withName('!Sub "x-${Key}"'), is: { Key: 'new' } },
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'a condition that it gets',
    BEFORE.replace('  Orders:\n', '  Orders:\n    Condition: IsProd\n'),
    {},
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'a condition that goes by a parameter that changes',
    WITH_CONDITION,
    { before: WITH_CONDITION, is: { Name: 'prod' } },
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'another type',
    BEFORE.replace('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
    {},
    ['replaces Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'a value that CloudFormation looks up each time',
    withName("'{{resolve:ssm:/orders/name}}'").replace('old.zip', 'new.zip'),
    { before: withName("'{{resolve:ssm:/orders/name}}'") },
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'a resource that it refers to is another',
    withName('!GetAtt Handler.Arn').replace('old.zip', 'new.zip'),
    { before: withName('!GetAtt Handler.Arn') },
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
  [
    'a mapping that it looks into is another',
    withName('!FindInMap [Sizes, small, keep]').replace('keep: 1', 'keep: 2'),
    { before: withName('!FindInMap [Sizes, small, keep]') },
    ['may replace Orders (AWS::DynamoDB::Table)'],
  ],
])('%s: what a person is asked of', (_, template, of, expected) => {
  expect(asked(changesTo(template, of))).toEqual(expected);
});

const OTHER = (of: string) => `${BEFORE}  Other:\n    Type: ${of}\n    Properties: { Name: one }\n`;

test.each([
  [
    'a custom resource',
    'Custom::Database',
    ['nobody knows what changes in Other (Custom::Database)'],
  ],
  [
    'a third party’s',
    'Acme::Store::Bucket',
    ['nobody knows what changes in Other (Acme::Store::Bucket)'],
  ],
  [
    'a nested stack',
    'AWS::CloudFormation::Stack',
    ['may replace Other (AWS::CloudFormation::Stack)'],
  ],
  ['a topic', 'AWS::SNS::Topic', []],
])('%s that changes is asked about as far as it may hold data', (_, type, expected) => {
  const changes = changesTo(OTHER(type).replace('Name: one', 'Name: two'), { before: OTHER(type) });

  expect(asked(changes)).toEqual(expected);
});

test('what macros make nobody knows, once anything changes; SAM makes nothing that holds data of what is not told', () => {
  const made = (name: string, code = 'old.zip') =>
    `Transform: ${name}\n${BEFORE.replace('old.zip', code)}`;
  const macro = made('Company::Macro');
  const sam = made('AWS::Serverless-2016-10-31');

  expect(asked(changesTo(macro, { before: macro }))).toEqual([]);
  expect(asked(changesTo(made('Company::Macro', 'new.zip'), { before: macro }))).toEqual([
    'nobody knows what changes in macro "Company::Macro" (what it makes)',
  ]);
  expect(asked(changesTo(made('AWS::Serverless-2016-10-31', 'new.zip'), { before: sam }))).toEqual(
    [],
  );
});

test.each([
  [
    'no template',
    'just text',
    /expected template\.yml to be a template of CloudFormation, got no keys/,
  ],
  ['none that has resources', 'Parameters: {}', /got no Resources/],
  ['YAML that cannot be read', 'Resources: {', /expected template\.yml to be a template/],
])('%s is refused in words', (_, template, expected) => {
  expect(() => changesTo(template)).toThrow(expected);
});
