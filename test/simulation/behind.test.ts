// What fails to deploy is left behind, where one execution carries the wave.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { catchesUp, leavesBehind, pipelineOf, SLICED, WHOLE } from './behind-plays.ts';

test('eight targets that may be left behind are one wave, or slices', () => {
  const plans = [WHOLE, SLICED].map((percent) =>
    planOf(parsePipeline(pipelineOf(percent, 'minHealthy: 75%'), 'x')),
  );

  expect(plans.map((plan) => plan.length > 1)).toEqual([false, true]);
});

leavesBehind(WHOLE);
catchesUp(WHOLE);
