// The fix lane, as a wave's plan has it: never later, never longer, and approved only where its stage asks for that.

import { inLane } from '../../core/fix.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { oneTarget } from '../paths/pipelines.ts';

const HOURS = 'windows: [{ zone: UTC, from: "11:00", until: "16:00" }]';
const ASKED = 'approvals: { by: [manager], quorum: 2 }';
const LANE = { hours: 'any' as const, bake: '30m' };
const ONE = { by: ['on-call'], quorum: 1, expires: '1h' };

function planned(more: string, bake = '2h') {
  const text = oneTarget({ bake: `{ for: ${bake} }`, ...(more && { more }) });
  const [wave] = planOf(parsePipeline(text, 'test.yml'));
  return wave!;
}

test('a bake is never longer than it would be, and shorter where the lane says so', () => {
  const bakes = ['10m', '2h'].map((own) => inLane(planned('', own), LANE).bake?.seconds);

  expect(bakes).toEqual([600, 1_800]);
});

test('hours are left out only where the lane has any, with what they allow to wait', () => {
  const plan = planned(HOURS);

  expect(inLane(plan, { ...LANE, hours: 'usual' })).toMatchObject({ hours: plan.hours });
  expect(inLane(plan, LANE)).not.toHaveProperty('hours');
  expect(inLane(plan, LANE)).not.toHaveProperty('shutSeconds');
});

test('nobody is asked to approve who was not, and where somebody is, the lane says who', () => {
  const lane = { ...LANE, approvals: ONE };

  expect(inLane(planned(''), lane)).not.toHaveProperty('approvals');
  expect(inLane(planned(ASKED), lane).approvals).toEqual({
    ...{ by: ['on-call'], quorum: 1, expiresSeconds: 3_600 },
  });
  expect(inLane(planned(ASKED), LANE).approvals).toMatchObject({ by: ['manager'], quorum: 2 });
});

test('without a lane a plan stays as it is', () => {
  const plan = planned(HOURS);

  expect(inLane(plan, undefined)).toBe(plan);
});
