import { chartOf } from '../../cli/terminal/chart.ts';

test.each([
  [[1, 1, 2, 1], [8, 8], 4, 2, '▁▁▂▁│██'],
  [[1, null], [1, 1], 2, 2, '▁·│▁▁'],
  [[], [], 4, 4, '│'],
  [[null, null], [null], 2, 2, '··│·'],
  [[0, 0, 0, 0], [4, 0, 4, 0], 2, 2, '▁▁│██'],
  [[5, 5, 1, 1], [1, 1], 2, 2, '▁▁│▁▁'],
])('%j before and %j since are drawn in %d and %d blocks', (before, since, left, right, drawn) => {
  expect(chartOf(before, since, { beforeBlocks: left, sinceBlocks: right })).toBe(drawn);
});
