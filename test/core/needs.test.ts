// What needs a person, with what they can do about it.

import { needsOf } from '../../core/board/needs.ts';
import { pipelineView } from '../../core/board/view.ts';
import { installed, items, NOW, release, target } from '../board/items.ts';

const quarantine = { release: 'shop-2', since: '2026-11-23T11:00:00Z', reason: 'slow' };

test.each([
  ['its way back', installed(1), /^tidegate rollback shop --stage \S+ --release 2 --reason "…"$/],
  ['a newer one, where nothing else has baked there', undefined, /^tidegate start shop$/],
])('of what is quarantined and runs %s is offered', (_, earlier, command) => {
  const bad = installed(2);
  const runs = target('prod-one', {
    running: bad,
    baked: bad,
    ...(earlier && { bakedEarlier: [earlier] }),
  });

  const [need] = needsOf(
    pipelineView(
      items({ releases: [release(2)], targets: [runs], quarantined: [quarantine] }),
      NOW,
    ),
  );

  expect(need?.text).toMatch(/which is quarantined/);
  expect(need?.command).toMatch(command);
});
