import { createHash } from 'node:crypto';
import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionDefinition } from '../../services/lambda/definition.ts';
import { embedded, errorName, home } from '../embedded.ts';

const FunctionName = 'checkout';
const update = (S3Key: string, Publish = false) =>
  new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: 'artifacts', S3Key, Publish });

function deployed(definition: Partial<FunctionDefinition> = {}) {
  const world = embedded();
  const { objects } = world.aws.s3;
  objects.create('artifacts', home.account, home.region);
  objects.put('artifacts', 'two.zip', { body: 'two' });
  objects.put('artifacts', 'three.zip', { body: 'three' });
  world.aws.lambda.register({ ...home, name: FunctionName, aliases: ['live'], ...definition });
  return { ...world, lambda: new LambdaClient(world.aws.sdkConfig()) };
}

describe('deploying', () => {
  test('new code is published under the digest of its object', async () => {
    const { lambda, play } = deployed();

    const published = await play(() => lambda.send(update('two.zip', true)));

    const digest = createHash('sha256').update('two').digest('base64');
    expect(published).toMatchObject({
      Version: '2',
      CodeSha256: digest,
      LastUpdateStatus: 'InProgress',
    });
  });

  test('a version comes up as the world says, and no alias can point to one that failed', async () => {
    const { aws, lambda, clock, play } = deployed();
    const fails = { code: 'FunctionError', reason: 'its hook failed' };
    aws.lambda.script(() => ({ seconds: 60, fails }));
    const asked = new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '2' });
    const point = new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '2' });

    const [at, first, later, refused] = await play(async () => {
      const { State } = await lambda.send(update('two.zip', true));
      const before = await lambda.send(asked);
      await clock.sleep(60);
      return [State, before, await lambda.send(asked), await errorName(lambda.send(point))];
    });

    expect(at).toBe('Pending');
    expect(first).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    expect(later).toMatchObject({ State: 'Failed', StateReason: 'its hook failed' });
    expect(refused).toBe('InvalidParameterValueException');
  });

  test('unchanged code publishes no new version', async () => {
    const { lambda, clock, play } = deployed();

    const versions = await play(async () => {
      await lambda.send(update('two.zip', true));
      await clock.sleep(10);
      await lambda.send(update('two.zip', true));
      const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
      return Versions!.map(({ Version }) => Version);
    });

    expect(versions).toEqual(['$LATEST', '1', '2']);
  });

  test('a second update is refused until the first one is done', async () => {
    const { lambda, clock, play } = deployed();

    const [refused, later] = await play(async () => {
      await lambda.send(update('two.zip'));
      const name = await errorName(lambda.send(update('three.zip')));
      await clock.sleep(3);
      return [name, (await lambda.send(update('three.zip'))).LastUpdateStatus];
    });

    expect(refused).toBe('ResourceConflictException');
    expect(later).toBe('InProgress');
  });

  test('a version is published only of the code that the caller means', async () => {
    const { lambda, play } = deployed();
    const publish = new PublishVersionCommand({ FunctionName, CodeSha256: 'of-something-else' });

    expect(await play(() => errorName(lambda.send(publish)))).toBe(
      'InvalidParameterValueException',
    );
  });

  test('an artifact that is missing is refused', async () => {
    const { lambda, play } = deployed();

    expect(await play(() => errorName(lambda.send(update('none.zip'))))).toBe(
      'InvalidParameterValueException',
    );
  });
});

describe('aliases', () => {
  test('an alias shares its traffic, and takes it back', async () => {
    const { lambda, play } = deployed();
    const shift = (weights: Record<string, number>) =>
      new UpdateAliasCommand({
        FunctionName,
        Name: 'live',
        RoutingConfig: { AdditionalVersionWeights: weights },
      });

    const routings = await play(async () => {
      await lambda.send(update('two.zip', true));
      await lambda.send(shift({ '2': 0.1 }));
      const during = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
      await lambda.send(shift({}));
      const after = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
      return [during.RoutingConfig, after.RoutingConfig];
    });

    expect(routings).toEqual([{ AdditionalVersionWeights: { '2': 0.1 } }, undefined]);
  });

  test.each([
    ['a version', new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '7' })],
    ['an alias', new GetAliasCommand({ FunctionName, Name: 'none' })],
    ['a function', new GetFunctionConfigurationCommand({ FunctionName: 'none' })],
  ])('%s that does not exist is not found', async (_, command) => {
    const { lambda, play } = deployed();

    const name = await play(() => errorName(lambda.send(command as GetAliasCommand)));

    expect(name).toBe('ResourceNotFoundException');
  });
});

describe('invoking', () => {
  test('a handler gets the event as JSON and its result comes back as JSON', async () => {
    const { aws, drive } = deployed({ handler: async (event) => ({ got: event, no: undefined }) });

    const result = await drive(() => aws.invoke(FunctionName, { when: new Date(0) }));

    expect(result).toMatchObject({ payload: { got: { when: '1970-01-01T00:00:00.000Z' } } });
  });

  test('an error of the handler is an answer that bears its name', async () => {
    class Failure extends Error {
      override name = 'LeaseLost';
    }
    const { lambda, play } = deployed({ handler: () => Promise.reject(new Failure('gone')) });

    const answer = await play(() =>
      lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' })),
    );

    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(Buffer.from(answer.Payload!).toString())).toMatchObject({
      errorType: 'LeaseLost',
      errorMessage: 'gone',
    });
  });

  test('a function that takes too long ends at its timeout, and does nothing after it', async () => {
    let wokeUp = false;
    const world = deployed({
      timeoutSeconds: 3,
      handler: async () => {
        await world.clock.sleep(10);
        await world.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
        wokeUp = true;
      },
    });

    const [result, seconds] = await world.drive(async () => {
      const started = world.clock.millis();
      const ended = await world.aws.invoke(FunctionName, {});
      const took = (world.clock.millis() - started) / 1000;
      await world.clock.sleep(60);
      return [ended, took];
    });

    expect(result).toMatchObject({ error: { errorType: 'Sandbox.Timedout' } });
    expect(seconds).toBeCloseTo(3, 2);
    expect(wokeUp).toBe(false);
  });

  test('a function may invoke another one and wait for it', async () => {
    const world = deployed({
      handler: async () => {
        const answer = await world.lambda.send(new InvokeCommand({ FunctionName: 'inner' }));
        return Buffer.from(answer.Payload!).toString();
      },
    });
    world.aws.lambda.register({
      ...home,
      name: 'inner',
      handler: async () => world.clock.sleep(2).then(() => 7),
    });

    const result = await world.drive(() => world.aws.invoke(FunctionName, {}));

    expect(result).toMatchObject({ payload: '7' });
  });

  test('an asynchronous invocation is tried three times, then dropped', async () => {
    const at: number[] = [];
    const world = deployed({
      handler: async () => {
        at.push(world.clock.millis());
        throw new Error('no');
      },
    });

    await world.play(async () => {
      await world.lambda.send(
        new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"a":1}' }),
      );
      await world.clock.sleep(600);
    });

    expect(at.map((each) => Math.round((each - at[0]!) / 1000))).toEqual([0, 60, 180]);
    expect(world.aws.lambda.dropped()).toMatchObject([{ event: { a: 1 }, error: 'Error' }]);
  });
});
