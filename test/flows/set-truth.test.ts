// What the instances of a slice are read to have: each from its own stack, whatever its set says.

import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { ofSet } from '../../core/set-truth.ts';
import { readSetOf } from '../../flows/set-read.ts';
import { setTruth } from '../../flows/set-truth.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, shop } from './command/commanded.ts';

afterAll(closeAll);

const of =
  '{ name: live, account: "111122223333", region: us-east-1, stackSet: { name: shop, accounts: ["222233334444", "333344445555"], regions: [us-east-1] }, alarms: [live-errors] }';

async function promoted() {
  const world = await shop({}, oneTarget({ of }));
  await world.play();
  const { onlooker } = world;
  const [target] = world.targets as TargetOf<'stackSet'>[];
  const { stack } = world.aws.cloudFormation.sets.find('shop', target!).instances[1]!;
  const running = (await onlooker.table.get(keys.target('shop', 'live')))!.running!;
  const says = async () => {
    const read = (await readSetOf(onlooker, target!))!;
    const since = { at: onlooker.clock.now().toISOString(), isAsked: true };
    return ofSet(await setTruth(onlooker, target!, read, since), running as never);
  };
  return { stack: stack!, says };
}

test.each([
  [{ status: 'UPDATE_ROLLBACK_FAILED' }, 'has a stack that is UPDATE_ROLLBACK_FAILED'],
  [{ drift: 'DRIFTED' }, 'has drifted from its template'],
  [{ updatedAt: new Date('2030-01-01') }, 'has a stack that was updated 2030'],
])('an instance whose stack is %j is not what the ledger says', async (its, text) => {
  const { stack, says } = await promoted();
  const before = await says();

  Object.assign(stack, its);

  expect(before).toEqual({ is: 'same' });
  expect(await says()).toMatchObject({
    is: 'other',
    text: expect.stringContaining(`its instance 333344445555/us-east-1 ${text}`),
  });
});
