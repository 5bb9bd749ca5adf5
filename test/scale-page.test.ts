// docs/scale.md: what it computes is what the product computes.

import { readFileSync } from 'node:fs';
import { WAVES_ALLOWED } from '../core/bounds.ts';
import { countsOf } from '../core/cost.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { planOf } from '../core/plan.ts';
import { SLICE_TARGETS } from '../core/slices.ts';
import { partitionsOf } from '../core/spread.ts';
import { endOf, timetableOf } from '../core/timetable.ts';

const page = readFileSync('docs/scale.md', 'utf8').replaceAll(/\s+/g, ' ');
const file = 'examples/checkout/tidegate.yml';
const plan = planOf(parsePipeline(readFileSync(file, 'utf8'), file));
const [SERVICES, RELEASES, DAY] = [10_000, 3, 86_400];

const slots = timetableOf(plan, { deploymentSeconds: 300, testSeconds: 300 });
const counts = countsOf(plan, endOf(slots));

test.each([
  ['state transitions', counts.transitions],
  ['executions started', 1 + plan.length],
  ['invocations of functions', counts.invocations],
  ['calls of CloudWatch', counts.cloudWatchCalls],
  ['metrics read', counts.metricsRead],
])('%s of a release, and a second, are those that plan has', (what, count) => {
  const rate = Math.round((count * SERVICES * RELEASES) / DAY);

  expect(page).toContain(`| ${what} | ${count.toLocaleString('en-US')} | ${rate}/s |`);
});

test('lists are spread over as many partitions, and a wave has room for as many targets', () => {
  expect(partitionsOf('waits')).toHaveLength(4);
  expect(page).toContain('spread over four partitions');
  expect(page).toContain(`slices of at most a hundred targets`);
  expect(SLICE_TARGETS).toBe(100);
  expect(page).toContain(`| waves of a release | ${WAVES_ALLOWED} |`);
});
