import { findResources } from '../../../authoring/cloudformation/find-resources.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const found = (resources: string, more = '') =>
  findResources(readTemplate(`${more}Resources:\n${resources}`, 'template.yml'));

const queues = (list: string, id = "'Q${Name}'") =>
  `  'Fn::ForEach::Queues':
    - Name
    - ${list}
    - ${id}: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub '\${Name}-jobs' } }
`;

test.each([
  ['a list', '[A, B]', ''],
  [
    'a parameter with a default',
    '!Ref Names',
    "Parameters: { Names: { Type: CommaDelimitedList, Default: 'A, B' } }\n",
  ],
  ['a mapping', '!FindInMap [M, all, names]', 'Mappings: { M: { all: { names: [A, B] } } }\n'],
])('a loop over %s is what it makes', (_, list, more) => {
  const { resources, remarks } = found(queues(list), more);

  expect(resources.map(({ id, names }) => [id, names.queue!.text])).toEqual([
    ['QA', 'A-jobs'],
    ['QB', 'B-jobs'],
  ]);
  expect(resources.map(({ line }) => line)).toEqual(resources.map(() => (more ? 3 : 2)));
  expect(remarks).toEqual([]);
});

test('a loop in a loop, and ids without what an id may not have', () => {
  const { resources } = found(`  'Fn::ForEach::Outer':
    - Stage
    - [eu-1, us-1]
    - 'Fn::ForEach::Inner':
        - Name
        - [A]
        - 'Q&{Stage}\${Name}': { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Stage } }
`);

  expect(resources.map(({ id, names }) => [id, names.queue!.text])).toEqual([
    ['Qeu1A', 'eu-1'],
    ['Qus1A', 'us-1'],
  ]);
});

test('what only the stack can loop over, and what a macro brings, is said and not refused', () => {
  const { resources, remarks } = found(
    `${queues('!Ref Names')}  Rest: { 'Fn::Transform': { Name: 'AWS::Include' } }\n  Own: { Type: AWS::SQS::Queue }\n`,
    'Parameters: { Names: { Type: CommaDelimitedList } }\n',
  );

  expect(resources.map(({ id }) => id)).toEqual(['Own']);
  expect(remarks.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^what Fn::ForEach::Queues makes is not seen here/),
    expect.stringMatching(/^what Rest makes is not seen here/),
  ]);
});

test('loops that would make more than a template holds end at once', () => {
  const list = `[${Array.from({ length: 400 }, (_, index) => `v${index}`).join(', ')}]`;
  const nested = (depth: number): string =>
    depth === 0
      ? `{ 'Q\${N1}\${N2}\${N3}\${N4}': { Type: AWS::SQS::Queue } }`
      : `{ 'Fn::ForEach::L${depth}': [N${depth}, ${list}, ${nested(depth - 1)}] }`;

  const { resources } = found(`  'Fn::ForEach::L4': [N4, ${list}, ${nested(3)}]\n`);

  expect(resources.length).toBeLessThan(2_000);
});

test.each([
  [
    'a body that grows with each value',
    `[${Array.from({ length: 400 }, (_, n) => `${'v'.repeat(500)}${n}`)}]`,
    '"${Name}"'.repeat(500),
  ],
  [
    'a body that is long as it stands',
    `[${Array.from({ length: 400 }, (_, n) => `v${n}`)}]`,
    `'${'x'.repeat(20_000)}'`,
  ],
])('%s is left to the stack', (_, list, text) => {
  const { resources } = found(`  'Fn::ForEach::Queues':
    - Name
    - ${list}
    - 'Q\${Name}': { Type: AWS::SQS::Queue, Properties: { QueueName: ${JSON.stringify(text)} } }
`);

  expect(resources).toEqual([]);
});

test('loops in loops over nothing end', () => {
  const list = `[${Array.from({ length: 200 }, (_, n) => `v${n}`)}]`;
  const loop = (depth: number): string =>
    depth === 0 ? '{}' : `{ 'Fn::ForEach::L${depth}': [N${depth}, ${list}, ${loop(depth - 1)}] }`;

  const { resources } = findResources(readTemplate(`Resources: ${loop(5)}\n`, 'template.yml'));

  expect(resources).toEqual([]);
});
