// What the board tells of a drill that is under way.

import { pipelineView } from '../../core/board/view.ts';
import { items, NOW, release, wave } from './items.ts';

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

test.each([
  [{ since: at(-5) }, `leg half, since ${at(-5)}`],
  [{}, 'leg half: a, b back'],
])('a drill that runs tells in which leg it is: %j', (watched, told) => {
  const drill = { first: 0, leg: 1, targets: ['a', 'b', 'c', 'd'], ...watched };
  const run = { build: 'drill', startedAt: at(-9), status: 'running' as const, drill };
  const of = wave(1, 0, { openedAt: at(-10), tests: { smoke: run } });

  const { stages } = pipelineView(items({ releases: [release(1)], waves: [of] }), NOW);

  expect(stages[0]?.waves[0]?.tests).toEqual([{ name: 'smoke', status: 'running', reason: told }]);
});
