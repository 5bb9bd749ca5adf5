// Which of a team's functions a person's own stage has, and what of the team's pipeline is left out of it, and why.

import { Failure } from '../failure.ts';
import { alarmAt } from '../pipeline/alarm-named.ts';
import { targetsOf } from '../pipeline/parse.ts';
import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { StageDefinition } from '../pipeline/stage-schema.ts';
import { kindOfTarget, type TargetDefinition, type TargetKind } from '../pipeline/target-schema.ts';
import type { DataPointsDefinition } from '../pipeline/watch-schema.ts';
import { planOf } from '../plan.ts';
import { isNameBeforeProduction, productionStagesOf } from '../practice/production.ts';

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A function that gets an alias of the person's own. */
export interface OwnFunction {
  readonly function: string;
  /** The alias of the team's target, whose version the person's begins with. */
  readonly alias: string;
  readonly part: string | undefined;
  /** The names of the alarms that watch the team's target where the function is. */
  readonly alarms: readonly string[];
  readonly dataPoints: DataPointsDefinition | undefined;
}

export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

export interface OwnFunctions {
  readonly functions: readonly OwnFunction[];
  /** The stage whose gates the personal one has. */
  readonly like: StageDefinition;
  readonly leftOut: readonly LeftOut[];
}

type Team = PipelineDefinition;
type FunctionTarget = Extract<TargetDefinition, { readonly lambda: object }>;

/** The accounts that a pipeline's production stages deploy to. */
function productionAccountsOf(team: Team): ReadonlySet<string> {
  const production = productionStagesOf(planOf(team));
  const stages = team.stages.filter(({ name }) => production.has(name));
  return new Set(stages.flatMap(targetsOf).map(({ account }) => account));
}

/**
 * The functions of the team's targets in that account and region, each once; where the team's file names nothing there,
 * those of its first stage with functions, as they are called there. What production deploys to is never among them.
 *
 * Throws `Refused` where the account is one of production's and was not said to be meant, and where nothing is left.
 */
export function ownFunctionsOf(
  team: Team,
  place: Place,
  inProduction: string | undefined,
): OwnFunctions {
  refuseProduction(team, place, inProduction);
  const production = productionStagesOf(planOf(team));
  const isThere = (it: TargetDefinition) =>
    it.account === place.account && it.region === place.region;
  const before = team.stages.filter(({ name }) => !production.has(name));
  const near = before.filter((stage) => targetsOf(stage).some(isThere));
  // What is looked for by its name alone may be production's of another region.
  const isNear = (it: TargetDefinition) =>
    isThere(it) || (near.length === 0 && it.account === place.account);
  const ofProduction = new Set(
    team.stages
      .filter(({ name }) => production.has(name) && !isNameBeforeProduction(name))
      .flatMap(targetsOf)
      .filter(isNear)
      .flatMap(functionOf),
  );
  const withFunctions = (stage: StageDefinition) => targetsOf(stage).some((it) => it.lambda);
  const [first] = [...before, ...team.stages].filter(withFunctions);
  const stages = near.length > 0 ? near : first ? [first] : [];
  const targets = stages.flatMap(targetsOf).filter((it) => near.length === 0 || isThere(it));
  const leftOut: LeftOut[] = [];
  const own = new Map<string, OwnFunction>();
  for (const target of targets) {
    const why = whyNot(target, ofProduction);
    if (why !== undefined) leftOut.push({ what: `target ${target.name}`, why });
    else if (target.lambda) addFunction(own, target);
  }
  const like = stages.find(withFunctions) ?? stages[0];
  if (own.size === 0 || like === undefined) throw noFunctions(team, place, leftOut);
  return { functions: [...own.values()], like, leftOut };
}

function refuseProduction(team: Team, { account }: Place, inProduction: string | undefined): void {
  const accounts = productionAccountsOf(team);
  if (inProduction !== undefined && inProduction !== account)
    throw new Failure(
      'Refused',
      `expected --in-production-account to be the account that is meant, ${account}, got ${inProduction}`,
    );
  if (!accounts.has(account) || inProduction === account) return;
  throw new Failure(
    'Refused',
    `expected a developer’s account, got ${account}, where production stages of ${team.pipeline} deploy: use credentials ` +
      `of another account (AWS_PROFILE); if it is meant all the same, say --in-production-account ${account}`,
  );
}

function functionOf({ lambda }: TargetDefinition): string[] {
  return lambda ? [lambda.function] : [];
}

function whyNot(target: TargetDefinition, ofProduction: ReadonlySet<string>): string | undefined {
  if (!target.lambda) return WHY_NOT[kindOfTarget(target)];
  if (ofProduction.has(target.lambda.function))
    return `function ${target.lambda.function} is production’s too, with its role and its code`;
  if (target.lambda.image !== undefined)
    return 'it gets an image, and what is built here is an archive: push the image, and the team’s pipeline releases it';
  return undefined;
}

const SHARED = 'it has no versions side by side: yours would take the place of everybody’s';

/** Only an alias is another way into the same thing. */
const WHY_NOT: Readonly<Record<Exclude<TargetKind, 'lambda' | 'alias'>, string>> &
  Readonly<Partial<Record<TargetKind, string>>> = {
  appConfig: SHARED,
  ec2: SHARED,
  ecs: SHARED,
  job: 'its script says itself what it changes',
  machine: 'it gets a definition, and not the functions’ archive',
  site: SHARED,
  stack: 'all that is in it would be made a second time',
  stackSet:
    'its instances are in accounts of others, and all that is in them would be made a second time',
  tasks: SHARED,
};

function addFunction(own: Map<string, OwnFunction>, target: FunctionTarget): void {
  const { lambda, part } = target;
  const known = own.get(lambda.function);
  const named = target.alarms.map((alarm) => alarmAt(target, alarm));
  const alarms = named
    .filter(({ account, region }) => account === target.account && region === target.region)
    .map(({ name }) => name);
  own.set(lambda.function, {
    function: lambda.function,
    alias: known?.alias ?? lambda.alias,
    part: known?.part ?? part,
    alarms: [...new Set([...(known?.alarms ?? []), ...alarms])],
    dataPoints: known?.dataPoints ?? target.dataPoints,
  });
}

function noFunctions(
  { pipeline }: Team,
  { account, region }: Place,
  leftOut: readonly LeftOut[],
): Failure {
  const why = leftOut.map((each) => `; ${each.what}: ${each.why}`).join('');
  return new Failure(
    'Refused',
    `expected ${pipeline} to have a function that can be deployed as your own in ${account} ${region}, got none${why}`,
  );
}
