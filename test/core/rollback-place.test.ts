// Where a person wants something taken back: only what there is.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { type NamedPlace, refuseUnknownPlace } from '../../core/rollback-place.ts';
import { wholeWay } from '../paths/pipelines.ts';

const plan = planOf(parsePipeline(wholeWay(), 'shop.yml'));

test.each<[NamedPlace, RegExp]>([
  [{ stage: 'gama' }, /stage.*gama/],
  [{ target: 'wets' }, /target.*wets/],
  [
    { stage: 'gamma', target: 'one-box' },
    /expected a target of stage gamma, got one-box; there are gamma/,
  ],
  [{ scope: 'target' }, /expected --target NAME with --scope target, got none; there are /],
  [
    { scope: 'release', stage: 'prod' },
    /expected --scope release without --stage or --target, got prod/,
  ],
])('%j is refused in words', (place, problem) => {
  expect(() => refuseUnknownPlace(plan, place)).toThrow(problem);
});

test.each<[NamedPlace]>([
  [{}],
  [{ stage: 'gamma', target: 'gamma' }],
  [{ target: 'west', scope: 'target' }],
])('%j is there', (place) => {
  expect(() => refuseUnknownPlace(plan, place)).not.toThrow();
});
