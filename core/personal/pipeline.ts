// A person's own pipeline, made of the team's: its functions behind aliases of the person's, its gates in miniature.

import { exactDuration, secondsIn } from '../duration.ts';
import { targetsOf } from '../pipeline/parse.ts';
import type { PipelineDefinition, PipelineInput, StageInput } from '../pipeline/schema.ts';
import { partsOf } from '../pipeline/source-schema.ts';
import type { BakeDefinition, StageDefinition } from '../pipeline/stage-schema.ts';
import type { LeftOut, OwnFunction, OwnFunctions, Place } from './functions.ts';
import type { PersonalNames } from './names.ts';
import { PERSONAL_PREFIX } from './own-objects.ts';
import { ownTestsOf, testingStages } from './tests.ts';

/** The rule by which hours become minutes. */
const SHORTEST_BAKE_SECONDS = 300;
const LONGEST_BAKE_SECONDS = 900;
const BAKE_SHARE = 1 / 60;

export interface PersonalWish {
  readonly names: PersonalNames;
  /** Where the functions are, and the Tidegate that brings them there. */
  readonly place: Place;
  readonly bucket: string;
  /** The person's alarms that watch each function, by its name. */
  readonly alarms: ReadonlyMap<string, readonly string[]>;
  /** Why what is there does not run a test, by the test's name: what was looked at, and could not be had. */
  readonly absent?: ReadonlyMap<string, string>;
}

export interface Personal {
  readonly pipeline: PipelineInput;
  /** The object that each part is put into; of a pipeline without parts there is one, without a name. */
  readonly objects: readonly { readonly part: string | undefined; readonly key: string }[];
  readonly leftOut: readonly LeftOut[];
  /** What was made shorter, and by which rule. */
  readonly shortened: readonly string[];
}

export function personalPipeline(
  team: PipelineDefinition,
  own: OwnFunctions,
  wish: PersonalWish,
): Personal {
  const { names, place, bucket } = wish;
  const { like } = own;
  const bakes = bakeOf(like);
  const bakeSeconds = miniature(bakes);
  const told = ownTestsOf(team, like, wish);
  const objects = objectsOf(team, own, names);
  const stage: StageInput = {
    name: names.stage,
    tests: told.tests.get(like.name) ?? [],
    bake: {
      for: exactDuration(bakeSeconds),
      ...(bakes?.judge && { judge: withoutUndefined(bakes.judge) }),
    },
    answerWithin: '0s',
    onBakeFailure: like.onBakeFailure,
    deployTimeout: '15m',
    targets: withNames(own.functions).map(([name, each]) => ({
      name,
      ...targetOf(each, wish, { bakeSeconds, teams: bakes, hasParts: objects.length > 1 }),
    })),
  };
  const pipeline: PipelineInput = {
    pipeline: names.pipeline,
    ...(team.owner !== undefined && { owner: team.owner }),
    ...(team.contact !== undefined && { contact: team.contact }),
    source: sourceOf(objects, bucket),
    gateTimeout: '1h',
    alarmsClearWithin: '10m',
    spentBudget: 'go',
    stages: [...testingStages(team, like, told.tests), stage],
  };
  return {
    pipeline,
    objects,
    leftOut: [...own.leftOut, ...told.leftOut, ...othersOf(team, like, own, place)],
    shortened: [
      `the bake is ${exactDuration(bakeSeconds)}${bakes ? ` of ${bakes.for}` : ''}: a sixtieth of the team’s, ${exactDuration(SHORTEST_BAKE_SECONDS)} at least and ${exactDuration(LONGEST_BAKE_SECONDS)} at most`,
      'all of your alias’s traffic moves at once: nobody calls it but you and the tests',
      'an inconclusive bake stops the release, and nobody is asked: no approvals, hours, freezes, budgets or messages',
    ],
  };
}

/** The longest of the stage's, and what it says of the judge. */
function bakeOf({ bake, waves = [] }: StageDefinition): BakeDefinition | undefined {
  const all = [bake, ...waves.map((wave) => wave.bake)].filter((each) => each !== undefined);
  return all.sort((a, b) => secondsIn(b.for) - secondsIn(a.for))[0];
}

/**
 *     none → 5m  ·  1h → 5m  ·  12h → 12m  ·  4d → 15m
 */
export function miniature(bakes: Pick<BakeDefinition, 'for'> | undefined): number {
  const seconds = bakes === undefined ? 0 : Math.round(secondsIn(bakes.for) * BAKE_SHARE);
  return Math.min(LONGEST_BAKE_SECONDS, Math.max(SHORTEST_BAKE_SECONDS, seconds));
}

interface Shortening {
  readonly bakeSeconds: number;
  readonly teams: BakeDefinition | undefined;
  readonly hasParts: boolean;
}

function targetOf(
  own: OwnFunction,
  { names, place, alarms }: PersonalWish,
  shortening: Shortening,
): Omit<NonNullable<StageInput['targets']>[number], 'name'> {
  const { function: name, part } = own;
  return {
    account: place.account,
    region: place.region,
    lambda: { function: name, alias: names.stage },
    strategy: 'all-at-once',
    ...(shortening.hasParts && part !== undefined && { part }),
    alarms: [...(alarms.get(name) ?? [])],
    ...dataOf(own, names, shortening),
  };
}

/** Two names may become one: the later one is told apart by a number. */
function withNames(functions: readonly OwnFunction[]): (readonly [string, OwnFunction])[] {
  const taken = new Set<string>();
  return functions.map((each) => {
    const word = targetNameOf(each.function);
    let name = word;
    for (let count = 2; taken.has(name); count += 1) name = `${word}-${count}`;
    taken.add(name);
    return [name, each];
  });
}

/** A function's name has letters that a target's has not. */
export function targetNameOf(functionName: string): string {
  const word = functionName.toLowerCase().replaceAll('_', '-');
  return (/^[a-z]/.test(word) ? word : `f-${word}`).slice(0, 37);
}

/** Data of the person's alias, in proportion to the shorter bake: nothing is proven by no data here either. */
function dataOf(
  { function: name, dataPoints }: OwnFunction,
  { stage }: PersonalNames,
  { bakeSeconds, teams }: Shortening,
) {
  if (dataPoints === undefined || !isOfFunction(dataPoints, name)) return {};
  const teamsSeconds = teams ? secondsIn(teams.for) : bakeSeconds;
  const share = Math.min(1, bakeSeconds / teamsSeconds);
  const most = Math.max(1, Math.floor(bakeSeconds / 60) - 2);
  const atLeast = Math.min(most, Math.max(1, Math.floor(dataPoints.atLeast * share)));
  const dimensions = { FunctionName: name, Resource: `${name}:${stage}` };
  return { dataPoints: { ...dataPoints, dimensions, atLeast } };
}

function isOfFunction(
  { namespace, dimensions }: NonNullable<OwnFunction['dataPoints']>,
  name: string,
): boolean {
  return namespace === 'AWS/Lambda' && dimensions.FunctionName === name;
}

function objectsOf(
  team: PipelineDefinition,
  { functions }: OwnFunctions,
  { person }: PersonalNames,
): Personal['objects'] {
  const known = partsOf(team.source);
  const parts = [...new Set(functions.map(({ part }) => part))].filter((part) =>
    known.includes(part ?? ''),
  );
  const keyOf = (part: string) => `${PERSONAL_PREFIX}${team.pipeline}/${person}/${part}.zip`;
  if (parts.length < 2) return [{ part: parts[0], key: keyOf(parts[0] ?? 'package') }];
  return parts.map((part) => ({ part, key: keyOf(part ?? '') }));
}

function sourceOf(objects: Personal['objects'], bucket: string): PipelineInput['source'] {
  const [first] = objects;
  if (objects.length === 1) return { s3: { bucket, key: first?.key ?? '' } };
  return {
    bundle: Object.fromEntries(
      objects.map(({ part = '', key }) => [part, { s3: { bucket, key } }]),
    ),
  };
}

/** What else the team's pipeline has that a person's own has not. */
function othersOf(
  team: PipelineDefinition,
  like: StageDefinition,
  { functions }: OwnFunctions,
  { account, region }: Place,
): LeftOut[] {
  const here = `this stage is in ${account} ${region} alone`;
  const elsewhere = team.stages.filter(
    (stage) => stage.name !== like.name && targetsOf(stage).length > 0,
  );
  const bakes = bakeOf(like);
  return [
    ...elsewhere.map(({ name }) => ({ what: `stage ${name}`, why: here })),
    ...functions
      .filter((each) => each.dataPoints && !isOfFunction(each.dataPoints, each.function))
      .map((each) => ({
        what: `dataPoints of ${each.function}`,
        why: `${each.dataPoints?.namespace} ${each.dataPoints?.metric} does not tell your alias from others`,
      })),
    ...(bakes?.load ? [{ what: 'load', why: 'its project calls the team’s address' }] : []),
    ...(bakes?.traffic ? [{ what: 'traffic', why: 'its project calls the team’s address' }] : []),
    ...(['hooks', 'mute', 'dependsOn', 'messages', 'fixLane'] as const)
      .filter((word) => team[word] !== undefined)
      .map((word) => ({ what: word, why: 'it is about what others have' })),
  ];
}

function withoutUndefined<It extends object>(it: It): It {
  return Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as It;
}
