// A stage's lease in the table: who gets it, who loses it, and what stands in the ledger of that.

import { keys, ranges } from '../../core/keys.ts';
import type { Release } from '../../core/release.ts';
import type { Stage } from '../../core/stage.ts';
import { seizeStage } from '../../flows/seize-stage.ts';
import { enterStage, fenceOf, leaveStage, reenterStage, sealStage } from '../../flows/stages.ts';
import { adapters, home, now } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

const AT = now.toISOString();

function releaseOf(id: string, number: number): Release {
  const revision = {
    digest: `sha256:${id}`,
    commit: 'c0ffee',
    artifact: { ...home, bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: 'e' },
    build: { arn: `arn:${id}`, number, startedAt: AT },
  };
  return {
    ...{ kind: 'release', id, pipeline: 'shop', revision, attempt: 1, execution: `arn:${id}` },
    ...{ definitionVersion: 1, waveCount: 1, startedAt: AT, status: 'running' },
  };
}
const [one, two] = [releaseOf('one', 1), releaseOf('two', 2)];
const prod = { stage: 'prod' };

async function made() {
  const { aws, ports, run } = adapters();
  await makeTable(aws);
  return {
    enter: (release: Release) => run(() => enterStage(ports, release, prod)),
    reenter: (release: Release) => run(() => reenterStage(ports, release, 'prod')),
    seize: (release: Release) => run(() => seizeStage(ports, release, 'prod')),
    seal: (release: Release) => run(() => sealStage(ports, release, 'prod')),
    leave: (release: Release) => run(() => leaveStage(ports, release, 'prod')),
    fence: (release: Release) => run(() => fenceOf(ports, 'shop', 'prod', release.id)),
    stored: () => run(() => ports.table.get(keys.stage('shop', 'prod'))) as Promise<Stage>,
    told: async () => {
      const all = await run(() => ports.table.list(ranges.ledger('shop')));
      return (all as { event: string; release: string }[]).map(
        ({ event, release }) => `${release} ${event}`,
      );
    },
  };
}

test('who enters has the fence and is told of, who waits has its place and is not, who leaves tells who is next', async () => {
  const stage = await made();

  expect(await stage.enter(one)).toMatchObject({ answer: 'open' });
  expect(await stage.enter(two)).toMatchObject({ answer: 'wait' });
  const again = await stage.enter(one);
  const fences = [await stage.fence(one), await stage.fence(two)];
  const next = await stage.leave(one);

  expect(again).toMatchObject({ answer: 'open' });
  expect(fences).toEqual([1, expect.objectContaining({ name: 'LeaseLost' })]);
  expect(fences[1]).toMatchObject({ message: expect.stringContaining('release one holds it') });
  expect(next).toBe('two');
  expect(await stage.told()).toEqual(['one StageEntered', 'one StageLeft']);
});

test('whoever gives up its place in front of a stage says nothing of it, and nobody is next while another is there', async () => {
  const stage = await made();
  await stage.enter(one);
  await stage.enter(two);

  const next = await stage.leave(two);
  const nothing = await stage.leave(two);

  expect([next, nothing]).toEqual([undefined, undefined]);
  expect(await stage.stored()).not.toHaveProperty('waiting');
  expect(await stage.told()).toEqual(['one StageEntered']);
});

test('a seal shuts its release out of the stage, and to seal again changes nothing', async () => {
  const stage = await made();
  await stage.enter(one);

  const fence = await stage.seal(one);
  const again = await stage.seal(one);

  expect([fence, again]).toEqual([2, 2]);
  expect(await stage.fence(one)).toMatchObject({ name: 'Ended' });
  expect(await stage.enter(one)).toMatchObject({ answer: 'ended' });
  expect(await stage.reenter(one)).toBe(false);
  expect(await stage.seize(one)).toMatchObject({ name: 'Ended' });
  await stage.leave(one);
  expect(await stage.reenter(one)).toBe(false);
  expect(await stage.stored()).not.toHaveProperty('lease');
});

test('a release takes the stage again that it has left, but where nobody ever was or another is', async () => {
  const stage = await made();

  const never = await stage.reenter(one);
  await stage.enter(one);
  await stage.leave(one);
  const again = [await stage.reenter(one), await stage.reenter(one)];
  const other = await stage.reenter(two);

  expect([never, ...again, other]).toEqual([false, true, true, false]);
  expect(await stage.fence(one)).toBe(2);
  expect(await stage.told()).toEqual(['one StageEntered', 'one StageLeft', 'one StageEntered']);
});

test('a rollback by hand takes the place of who goes forward once, and not that of another rollback', async () => {
  const stage = await made();
  await stage.enter(one);

  const holder = await stage.seize(two);
  const again = await stage.seize(two);
  const third = await stage.seize(releaseOf('three', 3));

  expect([holder, again]).toEqual(['one', undefined]);
  expect(third).toMatchObject({
    name: 'NotReady',
    message: expect.stringContaining('release two'),
  });
  expect(await stage.fence(one)).toMatchObject({ name: 'Ended' });
  expect(await stage.told()).toEqual(['one StageEntered', 'two StageEntered']);
});
