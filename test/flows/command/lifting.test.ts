// What a person lets through again, by any of its names: bytes that two commits share, and a commit alone.

import { createHash } from 'node:crypto';
import { ADA, closeAll, give, playOn, shop } from './commanded.ts';

afterAll(closeAll);

/** Bytes that two commits were built to, both released. */
async function twice() {
  const world = await shop({
    builds: [
      { at: '0s', revision: 'new' },
      { at: '3h', revision: 'new' },
    ],
  });
  await playOn(world, 360);
  return world;
}

test('by their digest bytes are lifted with every commit that they were built of', async () => {
  const world = await twice();
  const { told } = await give(world, 'quarantine', {
    pipeline: 'shop',
    what: 'latest',
    reason: 'x',
  });
  const [digest] = told.did.filter((each) => each.startsWith('sha256:'));
  const named = { pipeline: 'shop', what: digest, reason: 'it was a drill' };

  const both = await give(world, 'quarantine', named);
  const lifted = await give(world, 'lift', named);

  expect(told.did).toHaveLength(2);
  expect(both.told.did).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
  expect(lifted.told).toMatchObject({ by: ADA });
  expect(new Set(lifted.told.did)).toEqual(new Set([...told.did, ...both.told.did]));
});

test('what a person may have meant is told, a commit without a release too', async () => {
  const world = await twice();
  const what = 'f'.repeat(40);
  await give(world, 'quarantine', { pipeline: 'shop', what, reason: 'known to be bad' });

  const { status, told } = await give(world, 'lift', { pipeline: 'shop', what: '1', reason: 'x' });

  expect(status).toBe(422);
  expect(told.message).toMatch(
    /quarantined are: one without a release \(since .*, by .*ada: known to be bad\)/,
  );
});

/** A commit that is quarantined with its first build, and is built once more: that one gets no release. */
async function builtAgain(more: object) {
  const world = await shop({
    builds: [
      { at: '0s', revision: 'bad', commit: 'one' },
      { at: '6h', revision: 'again', commit: 'one' },
    ],
    people: [{ at: '3h', does: 'quarantine', reason: 'x' }],
    ...more,
  });
  await playOn(world, 8 * 60);
  return world;
}

test.each([
  ['its number', '2'],
  ['seven digits of its commit', createHash('sha1').update('one').digest('hex').slice(0, 7)],
])('a build that had no release is lifted by %s, with its commit', async (_how, what) => {
  const world = await builtAgain({});
  const named = { pipeline: 'shop', what, reason: 'it was a drill' };

  const { status, told } = await give(world, 'lift', named);
  const started = await give(world, 'start', { pipeline: 'shop', build: '2' });

  expect({ status, did: told.did.length }).toEqual({ status: 200, did: 2 });
  expect(started.told.did).toEqual([expect.stringMatching(/^started: /)]);
});

test('what is neither a release nor a build is told as that', async () => {
  const world = await builtAgain({});

  const { status, told } = await give(world, 'lift', { pipeline: 'shop', what: '77', reason: 'x' });

  expect(status).toBe(422);
  expect(told.message).toMatch(
    /got 77, which none of its releases is, and nothing of project shop-build;/,
  );
});
