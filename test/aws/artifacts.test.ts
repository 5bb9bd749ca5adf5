// Artifacts: the bytes are the build's, whatever lies under their key by now, and copies are the same bytes.

import { createHash } from 'node:crypto';
import type { CallFault, FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { PinnedArtifact } from '../../aws/s3.ts';
import { adapters, home, now, openMember } from './played.ts';

const member = { account: '222233334444', region: 'eu-west-1' };
const copies = 'tidegate-222233334444-eu-west-1';
const built = { bucket: 'artifacts', key: 'shop/shop.zip' };
const made = { startedAt: now.toISOString(), endedAt: new Date(+now + 60_000).toISOString() };

const sha256 = (body: string) => createHash('sha256').update(body).digest('hex');
const digestOf = (body: string) => `sha256:${sha256(body)}`;

interface Given {
  readonly fault?: (call: FaultedCall) => CallFault | undefined;
  readonly allows?: (action: string) => boolean;
}

function making({ fault, allows = () => true }: Given = {}) {
  const played = adapters({
    ...(fault && { fault }),
    allows: (_function, action) => allows(action),
  });
  const { objects } = played.aws.s3;
  objects.create('artifacts', home.account, home.region);
  objects.create(copies, member.account, member.region);
  openMember(played.aws);
  const put = (body: string, more: object = {}) =>
    objects.put(built.bucket, built.key, { body, ...more });
  const pin = (digest?: string) =>
    played.run(() =>
      played.ports.artifacts.pin(home, { ...built, ...(digest && { digest }) }, made),
    );
  const inAnHour = () => played.run(() => played.clock.sleep(3_600));
  return { ...played, objects, put, pin, inAnHour };
}

test('as long as nobody has put another there, one call pins an artifact', async () => {
  const { put, pin, calls } = making();
  const { versionId } = put('ours');

  expect(await pin(digestOf('ours'))).toMatchObject({
    version: versionId,
    digest: digestOf('ours'),
  });
  expect(calls).toEqual(['HeadObject']);
});

test('an artifact that was overwritten is found among its versions, by its digest', async () => {
  const { put, pin, inAnHour } = making();
  const { versionId } = put('ours');
  await inAnHour();
  put('of a failed build');
  put('of the next');

  expect(await pin(digestOf('ours'))).toMatchObject({ version: versionId });
});

test('one that was deleted since is found too, as long as its version is kept', async () => {
  const { put, pin, objects } = making();
  const { versionId } = put('ours');
  objects.remove(built.bucket, built.key);

  expect(await pin(digestOf('ours'))).toMatchObject({ version: versionId });
});

test('an artifact whose version is gone is Refused as overwritten, and nothing else is taken for it', async () => {
  const { put, pin, objects } = making();
  const { versionId } = put('ours');
  put('of the next');
  objects.remove(built.bucket, built.key, versionId);

  const thrown = await pin(digestOf('ours'));

  expect(thrown).toMatchObject({ name: 'Refused' });
  expect((thrown as Error).message).toContain('overwritten');
});

test.each([
  ['a checksum of another kind', { algorithm: 'CRC32', value: 'AAAAAA==' }],
  ['one of parts', { algorithm: 'SHA256', value: `${Buffer.from('parts').toString('base64')}-3` }],
])('where S3 has %s, the digest is computed from the pinned version', async (_what, checksum) => {
  const { put, pin } = making();
  const { versionId } = put('ours', { checksum });
  put('of the next', { checksum });

  expect(await pin(digestOf('ours'))).toMatchObject({
    version: versionId,
    digest: digestOf('ours'),
  });
});

test('without a digest the only version of the build’s own time is meant', async () => {
  const { put, pin, inAnHour } = making();
  const { versionId } = put('ours', { checksum: { algorithm: 'CRC32', value: 'AAAAAA==' } });
  await inAnHour();
  put('of the next');

  expect(await pin()).toMatchObject({ version: versionId, digest: digestOf('ours') });
});

test('without a digest two of that time are Refused: nobody can tell which is whose', async () => {
  const { put, pin } = making();
  put('ours');
  put('of a build beside it');

  expect(((await pin()) as Error).message).toContain('2 versions of that time');
});

test('a folder is Refused, and says what to give the project', async () => {
  const { objects, pin } = making();
  objects.put(built.bucket, `${built.key}/index.mjs`, { body: 'code' });

  expect(((await pin()) as Error).message).toContain('package it as ZIP');
});

test('an artifact that may not be read is Refused, and names the key that is often forgotten', async () => {
  const { put, pin } = making({ allows: (action) => !action.startsWith('s3:Get') });
  put('ours');

  const thrown = await pin(digestOf('ours'));

  expect(thrown).toMatchObject({ name: 'Refused' });
  expect((thrown as Error).message).toContain('kms:Decrypt');
});

async function copying(given: Given = {}) {
  const world = making(given);
  world.put('ours');
  const { digest, ...artifact } = (await world.pin()) as PinnedArtifact & { digest: string };
  const key = `${sha256('ours')}.zip`;
  const copy = () => world.run(() => world.ports.artifacts.copyTo(member, artifact, digest));
  return { ...world, artifact, key, copy };
}

test('a copy is made once, and is the same bytes', async () => {
  const { copy, objects, key, calls } = await copying();

  const [first, second] = [await copy(), await copy()];

  expect(second).toEqual(first);
  expect(objects.read(copies, key, (first as PinnedArtifact).version).sha256).toBe(
    Buffer.from(sha256('ours'), 'hex').toString('base64'),
  );
  expect(calls.filter((call) => call === 'PutObject')).toHaveLength(1);
});

test('a copy with other bytes is not used', async () => {
  const { copy, objects, key } = await copying();
  const wrong = objects.put(copies, key, { body: 'something else' });

  const copied = (await copy()) as PinnedArtifact;

  expect(copied.version).not.toBe(wrong.versionId);
  expect(Buffer.from(objects.read(copies, key, copied.version).body).toString()).toBe('ours');
});

test('a copy with other bytes is not written over in a bucket that keeps no versions', async () => {
  const { copy, objects, key, calls } = await copying();
  objects.bucket(copies).versioned = false;
  objects.put(copies, key, { body: 'something else' });

  expect(await copy()).toMatchObject({ name: 'Refused' });
  expect(calls).not.toContain('PutObject');
  expect(Buffer.from(objects.read(copies, key).body).toString()).toBe('something else');
});

test('what is read for a copy must be what was pinned: else nothing is written', async () => {
  const { run, ports, artifact, objects } = await copying();
  const other = digestOf('what somebody hoped for');

  const thrown = await run(() => ports.artifacts.copyTo(member, artifact, other));

  expect(thrown).toMatchObject({ name: 'Refused' });
  expect(objects.bucket(copies).objects.size).toBe(0);
});

test('what somebody else puts there meanwhile is not written over', async () => {
  let world: Awaited<ReturnType<typeof copying>> | undefined;
  const put = () => void world?.objects.put(copies, world.key, { body: 'of somebody else' });
  world = await copying({
    fault: ({ operation }) => {
      if (operation === 'PutObject') put();
      return undefined;
    },
  });

  expect(await world.copy()).toMatchObject({ name: 'NotReady' });
  expect(world.objects.bucket(copies).objects.get(world.key)).toHaveLength(1);
});

test('a bucket of that name that is somebody else’s gets nothing', async () => {
  const { run, ports, artifact, objects } = await copying();
  const elsewhere = { account: member.account, region: 'us-west-2' };
  objects.create('tidegate-222233334444-us-west-2', '999999999999', 'us-west-2');

  const thrown = await run(() => ports.artifacts.copyTo(elsewhere, artifact, digestOf('ours')));

  expect(thrown).toMatchObject({ name: 'Refused' });
  expect((thrown as Error).message).toContain('somebody else’s');
  expect(objects.bucket('tidegate-222233334444-us-west-2').objects.size).toBe(0);
});

test('a copy in a bucket of that name that is somebody else’s is no way back', async () => {
  const { run, ports, objects } = await copying();
  const elsewhere = { account: member.account, region: 'us-west-2' };
  const digest = digestOf('ours');
  objects.create('tidegate-222233334444-us-west-2', '999999999999', 'us-west-2');
  objects.put('tidegate-222233334444-us-west-2', `${digest.replace('sha256:', '')}.zip`, {
    body: 'ours',
  });

  const known = await run(() => ports.artifacts.hasCopy(elsewhere, digest));

  expect(known).toMatchObject({ name: 'ServiceFailed' });
});

test('bytes for a function elsewhere must be what was pinned', async () => {
  const { run, ports, artifact } = await copying();
  const read = (body: string) => run(() => ports.artifacts.read(artifact, digestOf(body), 1_000));

  expect(await read('theirs')).toMatchObject({ name: 'Refused' });
  expect(Buffer.from((await read('ours')) as Uint8Array).toString()).toBe('ours');
});
