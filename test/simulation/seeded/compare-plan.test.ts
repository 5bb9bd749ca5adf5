// What `plan` says of pipelines that seeds draw, beside runs of them: `npm run bounds` does it with a hundred.

import { comparedOf } from '../../../simulation/seeded/compare-plan.ts';

test.each([3, 5, 11])(
  'of seed %i a calm run costs what is expected, and none needs more than its bound',
  async (seed) => {
    const { calm, history, payload } = await comparedOf(seed);

    expect(calm?.ran).toBeGreaterThanOrEqual(0.9 * calm!.expected);
    expect(calm?.ran).toBeLessThanOrEqual(1.1 * calm!.expected);
    expect(history.bound).toBeGreaterThanOrEqual(history.worst);
    expect(payload.bound).toBeGreaterThanOrEqual(payload.worst);
  },
);
