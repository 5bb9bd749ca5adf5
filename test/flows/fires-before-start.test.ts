// Whether a target of a wave may be begun later than its gate was opened: its own alarms are asked, and nobody else's.

import { Failure } from '../../core/failure.ts';
import { firesBeforeStart } from '../../flows/fires-before-start.ts';
import type { Ports } from '../../flows/ports.ts';
import { bakeOf } from './bakes.ts';

type States = Ports['alarms']['states'];

async function askedWith(states: States) {
  const { world, wave, target } = await bakeOf('');
  const asked = { pipeline: 'shop', release: wave.release, wave: wave.plan.index, target };
  const alarms = { ...world.onlooker.alarms, states };
  const found = await firesBeforeStart({ ...world.onlooker, alarms }, asked);
  await world.close();
  return found;
}

const each =
  (state: 'OK' | 'ALARM'): States =>
  async (_, names) =>
    new Map(names.map((name) => [name, { state, updatedAt: '2026-11-23T09:00:00.000Z' }]));

test('one that fires holds it', async () => {
  expect(await askedWith(each('ALARM'))).toContain('in ALARM before the start: shop-errors of box');
});

test('where none fires it may begin', async () => {
  expect(await askedWith(each('OK'))).toBeUndefined();
});

test('what cannot be read holds it too', async () => {
  const denied: States = async () => {
    throw new Failure('ServiceFailed', 'expected the alarms, got AccessDenied');
  };

  expect(await askedWith(denied)).toContain('could not be read');
});
