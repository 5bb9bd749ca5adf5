// What the validator says of a Map's items and results, of texts and of marks.

import { validateDefinition } from '../../engine/validator/validate.ts';
import { distributed, each, machine, only, WORK } from './world.ts';

const pass = { Type: 'Pass' };
const RESOURCE = 'arn:aws:states:::s3:getObject';
const task = (more: object) => only({ Type: 'Task', Resource: WORK, ...more });
const reading = (ReaderConfig: object, more: object = {}) =>
  distributed(pass, { ItemReader: { Resource: RESOURCE, ReaderConfig, ...more } });
const writing = (WriterConfig: object) => distributed(pass, { ResultWriter: { WriterConfig } });

const found = (definition: object) =>
  validateDefinition(JSON.stringify(definition)).map(({ code, location }) => `${code} ${location}`);

test.each<[string, object, string]>([
  ['a reader of nothing', distributed(pass, { ItemReader: {} }), '/ItemReader'],
  ['a field no reader has', reading({}, { From: 1 }), '/ItemReader'],
  ['Parameters of a reader', reading({}, { Parameters: {} }), '/ItemReader'],
  ['a field no file has', reading({ Sheet: 1 }), '/ItemReader/ReaderConfig'],
  ['a file of another kind', reading({ InputType: 'XML' }), '/ItemReader/ReaderConfig/InputType'],
  ['headers that are missing', reading({ CSVHeaderLocation: 'GIVEN' }), '/ItemReader/ReaderConfig'],
  ['no items at most', reading({ MaxItems: 0 }), '/ItemReader/ReaderConfig/MaxItems'],
  ['a batcher without bounds', distributed(pass, { ItemBatcher: {} }), '/ItemBatcher'],
  [
    'batches of too many bytes',
    distributed(pass, { ItemBatcher: { MaxInputBytesPerBatch: 262_145 } }),
    '/ItemBatcher/MaxInputBytesPerBatch',
  ],
  [
    'results of another kind',
    writing({ OutputType: 'CSV' }),
    '/ResultWriter/WriterConfig/OutputType',
  ],
  ['a field no writer has', writing({ Zip: true }), '/ResultWriter/WriterConfig'],
  [
    'a share that is a text',
    distributed(pass, { ToleratedFailurePercentage: 'all' }),
    '/ToleratedFailurePercentage',
  ],
  ['two processors', only({ Type: 'Map', ItemProcessor: each(pass), Iterator: each(pass) }), ''],
])('%s is refused', (_what, definition, where) => {
  expect(found(definition)).toContain(`SCHEMA_VALIDATION_FAILED /States/Only${where}`);
});

test('what may be computed is not judged before it is', () => {
  const share = '{% $states.input.share %}';
  const definition = distributed(pass, {
    ItemReader: {
      Resource: RESOURCE,
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: share },
    },
    ItemBatcher: { MaxItemsPerBatch: share, BatchInput: { any: 'thing' } },
    ResultWriter: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' } },
    ToleratedFailurePercentage: share,
  });

  expect(found(definition)).toEqual([]);
});

test.each(['{% 1', '1 %}', '{% 1 %} ', ' {% 1 %}'])('%j is half an expression', (Output) => {
  expect(found(only({ ...pass, Output }))).toEqual([
    'INVALID_JSONATA_EXPRESSION /States/Only/Output',
  ]);
});

test('a text with marks inside is a text', () => {
  expect(found(only({ ...pass, Output: ' {% 1 %} ' }))).toEqual([]);
});

test('an expression that is nested beyond reading is refused with words', () => {
  const Output = `{% ${'('.repeat(20_000)}1${')'.repeat(20_000)} %}`;

  const [diagnostic] = validateDefinition(JSON.stringify(only({ ...pass, Output })));

  expect(diagnostic?.message).toBe('The expression is nested too deeply');
});

test('a machine is told its time, and says what it is in text', () => {
  const done = { Done: { Type: 'Succeed' } };

  expect(found(machine(done, { TimeoutSeconds: '{% 1 %}' }))).toHaveLength(1);
  expect(found(machine(done, { Version: 1 }))).toHaveLength(1);
  expect(found(machine(done, { Comment: [] }))).toHaveLength(1);
});

test.each([
  ['arn:aws:states:::aws-sdk:s3:getObject.sync', false],
  ['arn:aws:states:::aws-sdk:eventbridge:putEvents', true],
  ['arn:aws:states:::aws-sdk:events:putEvents', false],
  ['arn:aws:states:::aws-sdk:states:startExecution', false],
  ['arn:aws:states:::aws-sdk:devops-guru:listInsights', false],
  ['arn:aws:states:::aws-sdk:devopsguru:listInsights', true],
  ['arn:aws:states:::aws-sdk:somethingnew:doIt', true],
  ['arn:aws:states:::aws-sdk:s3:GetObject', false],
  ['arn:aws:states:::codedeploy:getDeployment', false],
  ['arn:aws:states:::events:putEvents', true],
  ['arn:aws:states:::lambda:invoke.sync', false],
  ['arn:aws:states:::dynamodb:putItem.waitForTaskToken', false],
  ['arn:aws:states:::lambda:invoke.waitForTaskToken', true],
  ['arn:aws:states:::aws-sdk:s3:getObject.waitForTaskToken', true],
  ['arn:aws:states:::states:startExecution.sync:2', true],
])('%s is a resource: %s', (Resource, known) => {
  expect(found(task({ Resource }))).toEqual(
    known ? [] : ['INVALID_RESOURCE /States/Only/Resource'],
  );
});

test('a label has no spaces', () => {
  expect(found(distributed(pass, { Label: 'two words' }))).toEqual([
    'INVALID_LABEL_NAME /States/Only/Label',
  ]);
});
