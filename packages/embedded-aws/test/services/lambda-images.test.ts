import {
  GetFunctionCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  type UpdateFunctionCodeCommandInput,
} from '@aws-sdk/client-lambda';
import { embedded, errorName, home } from '../embedded.ts';

const digestOf = (digit: string) => `sha256:${digit.repeat(64)}`;
const REPOSITORY = `${home.account}.dkr.ecr.${home.region}.amazonaws.com/shop`;
const FunctionName = 'checkout';

function registered(packageType: 'Zip' | 'Image' = 'Image') {
  const world = embedded();
  world.aws.ecr.push(home, 'shop', 'new', digestOf('a'));
  world.aws.lambda.register({ ...home, name: FunctionName, aliases: ['live'], packageType });
  const lambda = new LambdaClient(world.aws.sdkConfig());
  const update = (asked: Partial<UpdateFunctionCodeCommandInput>) =>
    lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ...asked }));
  return { ...world, lambda, update };
}

test('a function of an image has it by its digest, whatever tag it was asked for by', async () => {
  const { aws, lambda, update, clock, play } = registered();

  const [published, found] = await play(async () => {
    const answer = await update({ ImageUri: `${REPOSITORY}:new`, Publish: true });
    aws.ecr.push(home, 'shop', 'new', digestOf('b'));
    await clock.sleep(5);
    return [answer, await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: '2' }))];
  });

  expect(published).toMatchObject({
    Version: '2',
    PackageType: 'Image',
    CodeSha256: 'a'.repeat(64),
  });
  expect(published).not.toHaveProperty('Handler');
  expect(found.Code?.ResolvedImageUri).toBe(`${REPOSITORY}@${digestOf('a')}`);
});

test('a version is published of the image that the caller means, by its digest', async () => {
  const { lambda, update, clock, play } = registered();
  const publish = (CodeSha256: string) =>
    lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256 }));

  const [other, own] = await play(async () => {
    await update({ ImageUri: `${REPOSITORY}@${digestOf('a')}` });
    await clock.sleep(5);
    return [await errorName(publish('b'.repeat(64))), (await publish('a'.repeat(64))).Version];
  });

  expect([other, own]).toEqual(['InvalidParameterValueException', '2']);
});

const zip = { ZipFile: new Uint8Array([1]) };
const image = { ImageUri: `${REPOSITORY}:new` };
const elsewhere = { ImageUri: `${REPOSITORY.replace(home.region, 'ap-south-1')}:new` };

test.each([
  ['an archive', 'Image', zip, /provide ImageUri .* packageType Image/],
  ['an image', 'Zip', image, /don't provide ImageUri .* packageType Zip/],
  ['an image of another region', 'Image', elsewhere, /not valid/],
  ['a tag that is not there', 'Image', { ImageUri: `${REPOSITORY}:old` }, /does not exist/],
  ['a digest that is not there', 'Image', { ImageUri: `${REPOSITORY}@${digestOf('c')}` }, /exist/],
] as const)('%s is refused for a function of %s', async (_, packageType, asked, says) => {
  const { update, play } = registered(packageType);

  const refused = await play(() => update(asked).catch((error: Error) => error));

  expect(refused).toMatchObject({ name: 'InvalidParameterValueException' });
  expect((refused as Error).message).toMatch(says);
});

test('what was deleted from its repository cannot be deployed any more, by tag or digest', async () => {
  const { aws, update, play } = registered();
  aws.ecr.remove(home, 'shop', digestOf('a'));

  const names = await play(async () => [
    await errorName(update(image)),
    await errorName(update({ ImageUri: `${REPOSITORY}@${digestOf('a')}` })),
  ]);

  expect(names).toEqual(['InvalidParameterValueException', 'InvalidParameterValueException']);
});
