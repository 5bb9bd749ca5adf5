// Functions of images, over the wire: published by digest, refused in words where function and code do not fit.

import { adapters, home } from './played.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = `${home.account}.dkr.ecr.${home.region}.amazonaws.com/shop@${digest}`;

function served(packageType: 'Zip' | 'Image' = 'Image') {
  const sent: Readonly<Record<string, unknown>>[] = [];
  const made = adapters({
    onSent({ path, body }) {
      if (path.endsWith('/code')) sent.push(JSON.parse(String(body)));
    },
  });
  made.aws.ecr.push(home, 'shop', '41', digest);
  made.aws.lambda.register({ ...home, name: 'receipts', aliases: ['live'], packageType });
  return { ...made, sent };
}

const published = ({ ports, run }: ReturnType<typeof served>) =>
  run(() => ports.versions.publishImage(home, 'receipts', image));

test('an image is sent by its digest, and the version is known by it', async () => {
  const made = served();

  const version = await published(made);
  const code = await made.run(() => made.ports.functions.codeOf(home, 'receipts', '2'));

  expect([version, code]).toEqual(['2', digest]);
  expect(made.sent).toEqual([{ ImageUri: image, Publish: true }]);
});

test('published twice, it is published once', async () => {
  const made = served();

  const versions = [await published(made), await made.run(() => made.clock.sleep(5))];

  expect([versions[0], await published(made)]).toEqual(['2', '2']);
});

test('an update that is under way is waited for', async () => {
  const made = served();

  const refused = await made.run(async () => {
    await made.ports.versions.publishImage(home, 'receipts', image);
    await made.ports.versions.publishImage(home, 'receipts', image);
  });

  expect(refused).toMatchObject({ name: 'NotReady' });
});

test('a function of archives is given no image, and the words say what to write', async () => {
  const refused = await published(served('Zip'));

  expect(refused).toMatchObject({
    name: 'Refused',
    message: expect.stringMatching(/expected function receipts to be of package type Image.* Zip/),
  });
});

test('a function of an image is given no archive, and the words say what to write', async () => {
  const { ports, run } = served();

  const revision = { digest: 'sha256:0' } as never;
  const refused = await run(() =>
    ports.versions.publish(home, 'receipts', revision, new Uint8Array([1])),
  );

  expect(refused).toMatchObject({
    name: 'Refused',
    message: expect.stringMatching(
      /expected function receipts to be of package type Zip.*lambda\.image/,
    ),
  });
});

test('what Lambda took that is not the pinned image is refused', async () => {
  const made = served();
  const tag = image.replace(/@.*/, ':41');

  const refused = await made.run(() => made.ports.versions.publishImage(home, 'receipts', tag));

  expect(refused).toMatchObject({
    name: 'Refused',
    message: expect.stringContaining('not what was pinned'),
  });
});

test('an image is there by its digest though its tag was moved, until it is deleted', async () => {
  const { aws, ports, run } = served();
  const isThere = () => run(() => ports.images.isThere(image));

  aws.ecr.push(home, 'shop', '41', `sha256:${'b'.repeat(64)}`);
  const moved = await isThere();
  aws.ecr.remove(home, 'shop', digest);

  expect([moved, await isThere()]).toEqual([true, false]);
});

test('in a region without its repository an image is not there, and who may not look is told so', async () => {
  const { ports, run } = served();
  const denied = adapters({ allows: () => false });

  const elsewhere = image.replace(home.region, 'ap-south-1');

  expect(await run(() => ports.images.isThere(elsewhere))).toBe(false);
  expect(await denied.run(() => denied.ports.images.isThere(image))).toMatchObject({
    name: 'ServiceFailed',
  });
});
