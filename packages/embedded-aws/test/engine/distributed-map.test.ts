import { virtualClock } from '../../clock.ts';
import { isExceeded } from '../../engine/map-run/tolerance.ts';
import type { EngineHost } from '../../engine/step-functions.ts';
import { s3 } from '../../services/s3/s3.ts';
import { type Answer, CALL, distributed, START, thrown, WORK, world } from './world.ts';

test('a distributed Map runs an execution for each item, which sees no outer variable', async () => {
  const made = world();

  const { output, events, arn } = await made.play(
    distributed({ Type: 'Pass', Output: '{% $states.input * 2 %}' }),
    [1, 2],
  );

  expect(output).toEqual([2, 4]);
  expect(events.slice(1)).toEqual([
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
  const [first] = made.call('ListMapRuns', { executionArn: arn }).mapRuns as Answer[];
  const run = { mapRunArn: first!.mapRunArn };
  expect(made.call('DescribeMapRun', run)).toMatchObject({
    status: 'SUCCEEDED',
    itemCounts: { succeeded: 2, total: 2 },
  });
  expect(made.call('ListExecutions', run).executions).toHaveLength(2);
});

test('the members of an object are items with Key and Value', async () => {
  const { output } = await world().play(distributed({ Type: 'Pass' }), { a: 1, b: 2 });

  expect(output).toEqual([
    { Key: 'a', Value: 1 },
    { Key: 'b', Value: 2 },
  ]);
});

test.each([
  [{}, 1, true],
  [{ count: 1 }, 1, false],
  [{ percentage: 20 }, 2, false],
  [{ count: 5, percentage: 20 }, 3, true],
  [{}, 0, false],
])('tolerance %j with %d of 10 failed: exceeded is %s', (tolerance, failed, expected) => {
  expect(isExceeded({ count: undefined, percentage: undefined, ...tolerance }, failed, 10)).toBe(
    expected,
  );
});

const failing = { Type: 'Task', Resource: WORK };
const failOn = (bad: unknown) => (payload: unknown) => {
  if (payload === bad) throw thrown('Bad');
  return payload;
};

test('failures past the threshold fail the Map, others are tolerated', async () => {
  const work = failOn(2) as never;

  const strict = await world({ work }).play(distributed(failing), [1, 2, 3]);
  const lenient = await world({ work }).play(
    distributed(failing, { ToleratedFailureCount: 1 }),
    [1, 2, 3],
  );

  expect(strict).toMatchObject({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
  });
  expect(lenient).toMatchObject({ status: 'SUCCEEDED', output: [1, 3] });
});

test('a batcher gives each child several items and the shared input', async () => {
  const ItemBatcher = { MaxItemsPerBatch: 2, BatchInput: { all: '{% $count($states.input) %}' } };

  const { output } = await world().play(distributed({ Type: 'Pass' }, { ItemBatcher }), [1, 2, 3]);

  expect(output).toEqual([
    { BatchInput: { all: 3 }, Items: [1, 2] },
    { BatchInput: { all: 3 }, Items: [3] },
  ]);
});

/** A world with the simulated S3, and files in its bucket `b`. */
function bucket(files: Readonly<Record<string, string>>) {
  const { objects, service } = s3(virtualClock({ startAt: START, seed: 1 }));
  objects.create('b', CALL.account, CALL.region);
  for (const [key, body] of Object.entries(files)) objects.put('b', key, { body });
  const callService: EngineHost['callService'] = async (id, action, input, call) => {
    expect(id).toBe(service.id);
    return service.operations[action]!(input, call);
  };
  const json = (key: unknown) =>
    JSON.parse(Buffer.from(objects.read('b', String(key)).body).toString());
  return { ...world({ callService }), json };
}

const reader = (ReaderConfig: object, action = 'getObject') => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${action}`,
    ReaderConfig,
    Arguments: { Bucket: 'b', Key: 'items' },
  },
});

test.each([
  [
    'CSV',
    'name,size\na,1\n"b,c",2\n',
    { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
    [
      { name: 'a', size: '1' },
      { name: 'b,c', size: '2' },
    ],
  ],
  [
    'CSV with headers of its own',
    'a|1',
    { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'], CSVDelimiter: 'PIPE' },
    [{ x: 'a', y: '1' }],
  ],
  ['JSON', '[1,2,3]', { InputType: 'JSON', MaxItems: '{% 1 + 1 %}' }, [1, 2]],
  [
    'JSON behind a pointer',
    '{"data":{"rows":[7]}}',
    { InputType: 'JSON', ItemsPointer: '/data/rows' },
    [7],
  ],
  ['JSONL', '{"a":1}\n{"a":2}\n', { InputType: 'JSONL' }, [{ a: 1 }, { a: 2 }]],
])('items are read from %s in S3', async (_what, text, config, expected) => {
  const { output } = await bucket({ items: text }).play(
    distributed({ Type: 'Pass' }, reader(config)),
  );

  expect(output).toEqual(expected);
});

test("a bucket's objects are items", async () => {
  const { output } = await bucket({ one: '', two: '2' }).play(
    distributed({ Type: 'Pass' }, reader({}, 'listObjectsV2')),
  );

  expect(output).toMatchObject([
    { Key: 'one', Size: 0 },
    { Key: 'two', Size: 1 },
  ]);
});

test.each([
  ['is not there', {}],
  ['is no JSON', { items: '{' }],
  ['has no items', { items: '5' }],
])('a file that %s fails the reader', async (_what, files) => {
  const { error } = await bucket(files).play(
    distributed({ Type: 'Pass' }, reader({ InputType: 'JSON' })),
  );

  expect(error).toBe('States.ItemReaderFailed');
});

test('a result writer leaves the results and a manifest in S3', async () => {
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Arguments: { Bucket: 'b', Prefix: 'out' },
  };
  const made = bucket({});

  const { output } = await made.play(distributed({ Type: 'Pass' }, { ResultWriter }), [1]);

  const { Key } = (output as { ResultWriterDetails: { Key: string } }).ResultWriterDetails;
  const manifest = made.json(Key);
  const [written] = made.json(manifest.ResultFiles.SUCCEEDED[0].Key);
  expect(written).toMatchObject({ Input: '1', Output: '1', Status: 'SUCCEEDED' });
});
