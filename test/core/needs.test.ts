// What needs a person, with what they can do about it.

import { needsOf } from '../../core/board/needs.ts';
import { pipelineView } from '../../core/board/view.ts';
import { installed, items, NOW, release, target } from '../board/items.ts';

const quarantine = { release: 'shop-2', since: '2026-11-23T11:00:00Z', reason: 'slow' };

test.each([
  ['since yesterday', '2026-11-22T11:00:00Z', undefined, 'a day'],
  ['for days', '2026-11-19T11:00:00Z', undefined, '4 days'],
  ['since this morning', '2026-11-23T08:00:00Z', undefined, undefined],
  ['for days, and that ends by itself', '2026-11-19T11:00:00Z', '2026-12-24T00:00:00Z', undefined],
])(
  'a hold that stands %s is reminded of where a release waits behind it',
  (_, since, until, age) => {
    const view = pipelineView(items({}), NOW);
    const held = {
      ...{ kind: 'hold' as const, subject: 'pipeline:shop', what: 'pipeline:shop is held', since },
      ...{ clears: 'somebody', command: 'tidegate resume shop --reason "…"' },
      ...(until !== undefined && { until }),
    };
    const [first, ...others] = view.stages;
    const waves = first!.waves.map((wave) => ({ ...wave, label: '#7', gate: [held] }));

    const needs = needsOf({ ...view, stages: [{ ...first!, waves }, ...others] });

    const told = { stage: first!.name, since, command: held.command };
    const text = `#7 waits at the gate of ${first!.name} behind a hold of ${age}: pipeline:shop is held`;
    expect(needs).toEqual(age === undefined ? [] : [{ ...told, text }]);
  },
);

const BACK = /^tidegate rollback shop --stage \S+ --release 2 --reason "…"$/;
const NEWER = /^tidegate start shop$/;
const EARLIER = installed(1);

test.each([
  ['its way back', EARLIER, [], BACK],
  ['a newer one, where nothing else has baked there', undefined, [], NEWER],
  ['a newer one, where it is below the floor', EARLIER, [EARLIER.revision.digest], NEWER],
])('of what is quarantined and runs %s is offered', (_, earlier, belowFloor, command) => {
  const bad = installed(2);
  const runs = target('prod-one', {
    running: bad,
    baked: bad,
    ...(earlier && { bakedEarlier: [earlier] }),
  });

  const [need] = needsOf(
    pipelineView(
      items({ releases: [release(2)], targets: [runs], quarantined: [quarantine], belowFloor }),
      NOW,
    ),
  );

  expect(need?.text).toMatch(/which is quarantined/);
  expect(need?.command).toMatch(command);
});
