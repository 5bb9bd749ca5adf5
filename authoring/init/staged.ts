// Which stacks are in which stage, and what is deployable there.

import type { Known } from '../cloudformation/known-text.ts';
import type { Staged } from './choose-projects.ts';
import { discoverTemplate } from './discover-template.ts';
import type { Discovery } from './discovery.ts';
import { inStage, ofStage, unwatchedThere } from './other-stages.ts';
import type { Choices, Stack } from './stack.ts';
import { STAGES, type StageName } from './stage-names.ts';
import { stageParameters } from './stage-parameters.ts';
import { wholeStackOf } from './whole-stack.ts';

/** The stacks of one stage. */
export type StacksOf = (stage: StageName) => readonly Stack[];

/**
 * What is deployable in each stage, the stacks themselves where nothing in them is; a stage in which nothing is has
 * what production has, in an account not known.
 */
export function stagedFrom(stacksOf: StacksOf, choices: Choices): Staged {
  const parts = discoverStages(stacksOf, choices, false);
  const staged = isDeployable(parts) ? parts : discoverStages(stacksOf, choices, true);
  return filled(staged, choices);
}

function discoverStages(stacksOf: StacksOf, choices: Choices, isWhole: boolean): Staged {
  const discovered = STAGES.map((stage) => [
    stage,
    discoverStage(stage, stacksOf(stage), choices, isWhole),
  ]);
  return Object.fromEntries(discovered) as Staged;
}

/** From discoveries of a running account: those without a stage are production’s. */
export function stagedDiscoveries(discoveries: readonly Discovery[], choices: Choices): Staged {
  const of = (stage: StageName) => discoveries.filter((it) => (it.stage ?? 'prod') === stage);
  return filled({ beta: of('beta'), gamma: of('gamma'), prod: of('prod') }, choices);
}

export function isDeployable(staged: Staged): boolean {
  return STAGES.some((stage) => staged[stage].some(({ deployables }) => deployables.length > 0));
}

function discoverStage(
  stage: StageName,
  stacks: readonly Stack[],
  choices: Choices,
  isWhole: boolean,
): Discovery[] {
  const places = new Map<string, Discovery>();
  for (const stack of stacks) {
    const said = choices.regions(stage);
    for (const region of said.length > 0 ? said : [stack.region]) {
      const seen = discoverStack(stage, stack, region, choices, isWhole);
      const key = `${seen.account}/${seen.region}`;
      const before = places.get(key);
      places.set(key, before ? together(before, seen) : seen);
    }
  }
  return [...places.values()];
}

function discoverStack(
  stage: StageName,
  stack: Stack,
  region: string | undefined,
  choices: Choices,
  isWhole: boolean,
): Discovery {
  const { template } = stack;
  const account = choices.account(stage) ?? stack.account;
  const stackName = choices.stackName(stage) ?? stack.stackName;
  const known: Known = {
    ...(region && { 'AWS::Region': region }),
    ...(account && { 'AWS::AccountId': account }),
    ...(stackName && { 'AWS::StackName': stackName }),
    'AWS::Partition': 'aws',
    ...stageParameters(template, stage, choices.value(stage)),
    ...choices.parameters(stage),
  };
  const whole = isWhole ? wholeStackOf(template, stackName) : undefined;
  const seen = discoverTemplate(template, known, choices.physical(stage), whole);
  const deployables = ofStage(seen.deployables, stage).map((each) => inStage(each, stage));
  const named = seen.deployables.flatMap((each) => unwatchedThere(each, stage));
  const left = named.map((name) => ({
    file: template.fileName,
    text: `${name} speaks of another stage than ${stage}, where it is not watched: add what it is called there to watch`,
  }));
  const notes = [...(stack.notes ?? []), ...seen.notes, ...left];
  return { stage, account, region, ...seen, deployables, notes };
}

/** What stands in one place is one discovery: the first stack with something deployable leads. */
function together(a: Discovery, b: Discovery): Discovery {
  return {
    ...a,
    deployables: [...a.deployables, ...b.deployables],
    projects: [...a.projects, ...b.projects],
    notes: [...a.notes, ...b.notes],
  };
}

function filled(staged: Staged, choices: Choices): Staged {
  const [pattern] = [...STAGES].reverse().flatMap((stage) => leaderOf(staged[stage]) ?? []);
  if (!pattern) return staged;
  const copyTo = (stage: StageName): Discovery[] => {
    const regions = choices.regions(stage);
    return (regions.length > 0 ? regions : [pattern.region]).map((region) => ({
      stage,
      account: choices.account(stage),
      region,
      deployables: pattern.deployables.map((each) => inStage(each, stage)),
      projects: [],
      notes: [],
    }));
  };
  const full = STAGES.map((stage) => [
    stage,
    hasAny(staged[stage]) ? staged[stage].filter((it) => it.deployables.length > 0) : copyTo(stage),
  ]);
  return Object.fromEntries(full) as Staged;
}

/** The first that has something to deploy. */
function leaderOf(discoveries: readonly Discovery[]): Discovery | undefined {
  return discoveries.find(({ deployables }) => deployables.length > 0);
}

function hasAny(discoveries: readonly Discovery[]): boolean {
  return discoveries.some(({ deployables }) => deployables.length > 0);
}
