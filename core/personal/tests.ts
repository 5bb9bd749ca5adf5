// Which of a team's tests run in a person's own stage, and why others do not.

import { exactDuration, secondsIn } from '../duration.ts';
import { targetsOf } from '../pipeline/parse.ts';
import type { PipelineDefinition, StageInput } from '../pipeline/schema.ts';
import type { StageDefinition } from '../pipeline/stage-schema.ts';
import { kindOfTest, type TestDefinition, timeoutOf } from '../pipeline/test-schema.ts';
import type { LeftOut, Place } from './functions.ts';

const LONGEST_TEST_SECONDS = 900;

interface Where {
  readonly place: Place;
  /** Why what is there does not run a test, by the test's name: what was looked at, and could not be had. */
  readonly absent?: ReadonlyMap<string, string>;
}

type TestInput = NonNullable<StageInput['tests']>[number];

/** Those that can run here, by the stage of the team's: of its own, and of those before it that only test. */
export function ownTestsOf(
  team: PipelineDefinition,
  like: StageDefinition,
  { place, absent }: Where,
): {
  readonly tests: ReadonlyMap<string, TestInput[]>;
  readonly leftOut: LeftOut[];
} {
  const leftOut: LeftOut[] = [];
  const tests = new Map<string, TestInput[]>();
  for (const stage of [...testingBefore(team, like), like]) {
    const kept: TestInput[] = [];
    for (const test of stage.tests) {
      const why = whyNoTest(test, place) ?? absent?.get(test.name);
      if (why === undefined) kept.push(testOf(test));
      else leftOut.push({ what: `test ${test.name} of ${stage.name}`, why });
    }
    tests.set(stage.name, kept);
  }
  return { tests, leftOut };
}

function testingBefore({ stages }: PipelineDefinition, like: StageDefinition): StageDefinition[] {
  return stages
    .slice(0, stages.indexOf(like))
    .filter((stage) => targetsOf(stage).length === 0 && stage.tests.length > 0);
}

export function testingStages(
  team: PipelineDefinition,
  like: StageDefinition,
  tests: ReadonlyMap<string, TestInput[]>,
): StageInput[] {
  return testingBefore(team, like).flatMap(({ name }) => {
    const kept = tests.get(name) ?? [];
    return kept.length === 0 ? [] : [{ name, tests: kept }];
  });
}

function whyNoTest(test: TestDefinition, { account, region }: Place): string | undefined {
  if ((test.account ?? account) !== account || (test.region ?? region) !== region)
    return `it runs in ${test.account ?? account} ${test.region ?? region}, and this stage is in ${account} ${region} alone`;
  const kind = kindOfTest(test);
  if (kind === 'project' || kind === 'lambda') return undefined;
  return WHY_NO_TEST[kind];
}

const WHY_NO_TEST = {
  drill: 'it moves traffic to and fro, of which a stage of your own has none',
  experiment: 'its template harms what the team has, and not what is yours',
  https: 'a third party is asked of the team’s releases alone',
  synthetics: 'its canary calls the team’s address, and not your alias',
} as const;

function testOf(test: TestDefinition): TestInput {
  const { name, project, lambda, retries, contract } = test;
  const seconds = Math.min(LONGEST_TEST_SECONDS, secondsIn(timeoutOf(test)));
  return {
    name,
    ...(project === undefined ? { lambda: lambda ?? '' } : { project }),
    timeout: exactDuration(seconds),
    ...(retries && { retries }),
    ...(contract && { contract }),
  };
}
