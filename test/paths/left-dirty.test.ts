// A release that ends dirty after it has left its stages: they are frozen all the same.

import { ranges } from '../../core/keys.ts';
import { build, target } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const pipeline = `pipeline: shop
source: { project: shop-build }
stages:
  - { name: beta, targets: [${target('beta', { region: 'eu-west-1' })}], bake: { for: 5m } }
  - { name: prod, targets: [${target('live')}], bake: { for: 10m } }
`;
const away: ScenarioInput = {
  baseline: 'old',
  regions: [{ region: 'eu-west-1', from: '20m', for: '3h' }],
};

test('a stage that the release had left is frozen, where what it runs there cannot be read', async () => {
  const builds = [build('new'), build('next', '4h')];
  const played = await play(pipeline, { ...away, builds });

  const { id, outcome, reason } = played.release('new');
  expect(outcome).toBe('LeftDirty');
  expect(reason).not.toMatch(/is not frozen/);
  const [beta, prod] = await played.items(ranges.stages('shop'));
  expect(beta?.frozen).toMatchObject({ release: id });
  expect(prod?.frozen).toBeUndefined();
  expect(played.report.targets).toEqual({ beta: 'new', live: 'new' });
  expect(played.release('next').outcome).not.toBe('Promoted');
});
