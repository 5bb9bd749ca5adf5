// Machines that call the simulated services, each the real one of this package.

import type { Json } from '../../engine/json.ts';
import { embedded, home } from '../embedded.ts';
import { distributed, machine, ROLE } from './world.ts';

type Answer = Record<string, string>;

function playing() {
  const { aws, clock } = embedded();
  aws.s3.objects.create('box', home.account, home.region);

  async function play(definition: object, input: Json = {}) {
    const call = async (operation: string, asked: object) =>
      (await aws.operate('states', operation, asked)) as Answer;
    const { stateMachineArn } = await call('CreateStateMachine', {
      name: 'machine',
      roleArn: ROLE,
      definition: JSON.stringify(definition),
    });
    const started = { stateMachineArn, input: JSON.stringify(input) };
    const { executionArn } = await call('StartExecution', started);
    await clock.play();
    const {
      status,
      output = 'null',
      error,
      cause,
    } = await call('DescribeExecution', {
      executionArn,
    });
    return { status, output: JSON.parse(output), error, cause };
  }

  const text = (key: string) => Buffer.from(aws.s3.objects.read('box', key).body).toString();
  return { aws, play, text };
}

const task = (resource: string, args: object, more: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Arguments: args,
  ...more,
});
const at = { Bucket: 'box', Key: 'k' };

test.each<[string, Json, string]>([
  ['a text', 'plain', 'plain'],
  ['an object', { a: [1] }, '{"a":[1]}'],
  ['a number', 7, '7'],
])('a body that is %s is put into S3 as it reads, and got as text', async (_, Body, stored) => {
  const { play, text } = playing();

  const { output } = await play(
    machine({
      Put: task('aws-sdk:s3:putObject', { ...at, Body }, { Next: 'Get' }),
      Get: task('aws-sdk:s3:getObject', at, { Output: '{% $states.result.Body %}', End: true }),
    }),
  );

  expect(text('k')).toBe(stored);
  expect(output).toBe(stored);
});

test('a function that is invoked by the SDK gets its payload, and answers text', async () => {
  const { aws, play } = playing();
  const handler = async (event: unknown) => ({ got: event });
  aws.lambda.register({ ...home, name: 'echo', handler });

  const { output } = await play(
    machine({
      Call: task(
        'aws-sdk:lambda:invoke',
        { FunctionName: 'echo', Payload: { a: 1 } },
        { Output: '{% $states.result.Payload %}', End: true },
      ),
    }),
  );

  expect(output).toBe('{"got":{"a":1}}');
});

test('a distributed Map reads its items from S3 and writes its results there', async () => {
  const { aws, play, text } = playing();
  aws.s3.objects.put('box', 'items.json', { body: '[1,2]' });
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Arguments: { Bucket: 'box', Key: 'items.json' },
  };
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Arguments: { Bucket: 'box', Prefix: 'out' },
  };

  const { status, output } = await play(
    distributed({ Type: 'Pass' }, { ItemReader, ResultWriter }),
  );

  expect(status).toBe('SUCCEEDED');
  const manifest = JSON.parse(text(output.ResultWriterDetails.Key));
  const results = JSON.parse(text(manifest.ResultFiles.SUCCEEDED[0].Key)) as Answer[];
  expect(results.map(({ Output }) => Output)).toEqual(['1', '2']);
});

test('a result writer without its bucket fails with its own error', async () => {
  const { play } = playing();
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Arguments: { Bucket: 'nowhere' },
  };

  const { error, cause } = await play(distributed({ Type: 'Pass' }, { ResultWriter }), [1]);

  expect({ error, cause }).toEqual({
    error: 'States.ResultWriterFailed',
    cause: 'NoSuchBucket: The specified bucket does not exist',
  });
});

test('aws-sdk speaks PascalCase in and out, whatever the wire has', async () => {
  const { aws, play } = playing();
  aws.codeDeploy.addGroup({ ...home, application: 'shop', name: 'prod', platform: 'Server' });
  const Arguments = { ApplicationName: 'shop', DeploymentGroupName: 'prod' };

  const { output } = await play(
    machine({ Ask: task('aws-sdk:codedeploy:getDeploymentGroup', Arguments, { End: true }) }),
  );

  expect(output.DeploymentGroupInfo).toMatchObject({
    DeploymentGroupName: 'prod',
    AutoRollbackConfiguration: { Enabled: false },
  });
});

test.each([
  [
    'aws-sdk:codedeploy:getDeployment',
    { DeploymentId: 'd-123456789' },
    'CodeDeploy.DeploymentDoesNotExistException',
  ],
  ['aws-sdk:s3:getObject', at, 'S3.NoSuchKeyException'],
  ['aws-sdk:xray:getServiceGraph', {}, 'XRay.InvalidRequestException'],
  ['aws-sdk:applicationsignals:bakeBread', {}, 'ApplicationSignals.UnknownOperationException'],
])('the error of %s has the name of the service', async (resource, args, name) => {
  const { play } = playing();

  const { error } = await play(machine({ Ask: task(resource, args, { End: true }) }));

  expect(error).toBe(name);
});

test.each<['SUCCEEDED' | 'FAILED', string | undefined]>([
  ['SUCCEEDED', undefined],
  ['FAILED', 'States.TaskFailed'],
])('a build that is waited for and %s ends its task so', async (status, error) => {
  const { aws, play } = playing();
  aws.codeBuild.addProject({ ...home, name: 'bread', source: { type: 'NO_SOURCE' } });
  aws.codeBuild.script(() => ({ status }));
  const Arguments = { ProjectName: 'bread' };

  const ended = await play(
    machine({ Build: task('codebuild:startBuild.sync', Arguments, { End: true }) }),
  );

  expect(ended.error).toBe(error);
  const told = error === undefined ? ended.output : JSON.parse(ended.cause ?? '');
  expect(told.Build).toMatchObject({ ProjectName: 'bread', BuildStatus: status });
});

test('a build that is waited for stops with its execution', async () => {
  const { aws, play } = playing();
  aws.codeBuild.addProject({ ...home, name: 'bread', source: { type: 'NO_SOURCE' } });
  const Build = task('codebuild:startBuild.sync', { ProjectName: 'bread' }, { End: true });

  const { status } = await play(machine({ Build }, { TimeoutSeconds: 30 }));

  expect(status).toBe('TIMED_OUT');
  const { ids } = (await aws.operate('codebuild', 'ListBuilds', {})) as { ids: string[] };
  const got = await aws.operate('codebuild', 'BatchGetBuilds', { ids });
  expect(got).toMatchObject({ builds: [{ buildStatus: 'STOPPED' }] });
});

test.each([
  ['of JSON', { n: 1 }, undefined],
  ['that is text', '{"n":1}', undefined],
  ['that is no JSON', 'no', 'EventBridge.FailedEntry'],
])('an event with a detail %s is put on the bus, or fails its task', async (_, Detail, error) => {
  const { aws, play } = playing();
  const seen: unknown[] = [];
  aws.events.subscribe(({ source, detail }) => source === 'shop' && seen.push(detail));
  const Arguments = { Entries: [{ Source: 'shop', DetailType: 'Sold', Detail }] };

  const ended = await play(machine({ Tell: task('events:putEvents', Arguments, { End: true }) }));

  expect(ended.error).toBe(error);
  expect(seen).toEqual(error === undefined ? [{ n: 1 }] : []);
});
