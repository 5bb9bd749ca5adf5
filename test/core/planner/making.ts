// Targets for the planner's tests.

import fc from 'fast-check';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { PlannerInput } from '../../../core/planner/planner.ts';

const regions = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-south-1', 'sa-east-1'];

export function target(
  name: string,
  given: Partial<Pick<TargetDefinition, 'region' | 'weight' | 'cell' | 'apart'>> = {},
): TargetDefinition {
  const ec2 = { application: 'shop', deploymentGroup: name };
  return { name, account: '111122223333', region: 'eu-west-1', ec2, alarms: ['errors'], ...given };
}

export const usual = { largestPercent: 33, oneBoxPercent: 10, growth: 2 };

export function input(
  targets: readonly TargetDefinition[],
  given: Partial<Omit<PlannerInput, 'targets'>> = {},
): PlannerInput {
  return { targets, planner: usual, mostTargets: 200, mostWaves: 400, ...given };
}

const targetsOfAnyKind = fc
  .array(
    fc.record({
      region: fc.constantFrom(...regions),
      weight: fc.option(
        fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double({ min: 1e-3, max: 1e6, noNaN: true })),
        { nil: undefined },
      ),
      cell: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      apart: fc.option(fc.array(fc.constantFrom('ring-1', 'ring-2', 'ring-3'), { maxLength: 2 }), {
        nil: undefined,
      }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((all) => all.map((each, index) => target(`t${index}`, each as Partial<TargetDefinition>)));

const pairs = fc.array(fc.subarray(regions, { minLength: 2, maxLength: 3 }), { maxLength: 3 });

const planner = fc.record({
  largestPercent: fc.integer({ min: 10, max: 100 }),
  oneBoxPercent: fc.integer({ min: 1, max: 10 }),
  growth: fc.double({ min: 1, max: 5, noNaN: true }),
});

/** Whatever a file may say. */
export const anyInput: fc.Arbitrary<PlannerInput> = fc.record({
  targets: targetsOfAnyKind,
  planner,
  neverTogether: pairs,
  mostTargets: fc.integer({ min: 1, max: 50 }),
  mostWaves: fc.constant(400),
});
