// A bake that only the judge could fail: what follows, by how it is told to judge.

import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const slow = { how: 'metric', revision: 'new', target: 'live', latencyFactor: 4 };
const unreadable = { call: 'xray:GetServiceGraph', how: 'throttled', times: 9_999 };

test.each([
  ['act', 'RolledBack', 'fail'],
  ['shadow', 'Promoted', 'pass'],
  ['off', 'Promoted', 'pass'],
])('at %s a slow revision ends %s', async (mode, outcome, verdict) => {
  const { release } = await play(oneTarget({ bake: `{ for: 20m, judge: { mode: ${mode} } }` }), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours: [slow],
  });

  expect(release('new')).toMatchObject({ outcome, waves: [{ verdict }] });
});

test.each([
  ['act', 'Stopped', 'inconclusive'],
  ['shadow', 'Promoted', 'pass'],
  ['off', 'Promoted', 'pass'],
])('at %s a bake whose traces cannot be read ends %s', async (mode, outcome, verdict) => {
  const { release } = await play(oneTarget({ bake: `{ for: 20m, judge: { mode: ${mode} } }` }), {
    baseline: 'old',
    builds: [build('new')],
    calls: [unreadable],
  });

  expect(release('new')).toMatchObject({ outcome, waves: [{ verdict }] });
});
