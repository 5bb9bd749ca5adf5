// What a person lets through again, by any of its names: bytes that two commits share, and a commit alone.

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
