// What a person's own stage of a pipeline would be, from the team's file and what is there: nothing is changed.

import { stringify } from 'yaml';
import { alarmsSeen } from '../../aws/personal-alarms.ts';
import { aliasSeen, refuseOthers } from '../../aws/personal-aliases.ts';
import { memberAccess, NO_ROLES } from '../../aws/sts.ts';
import { Failure } from '../../core/failure.ts';
import {
  type AlarmWords,
  alarmFor,
  descriptionOf,
  errorsAlarmFor,
  ownAmong,
  refuseOthersAlarms,
} from '../../core/personal/alarms.ts';
import { countedIn, mayCount } from '../../core/personal/counted.ts';
import {
  type LeftOut,
  type OwnFunction,
  type OwnFunctions,
  ownFunctionsOf,
  type Place,
} from '../../core/personal/functions.ts';
import type { PersonalNames } from '../../core/personal/names.ts';
import { type Personal, personalPipeline } from '../../core/personal/pipeline.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Deployed } from '../deployed.ts';
import { lookAtTests } from '../look-at-tests.ts';

export interface Prepared extends Omit<Personal, 'pipeline'> {
  readonly names: PersonalNames;
  readonly place: Place;
  readonly bucket: string;
  /** As it is applied. */
  readonly text: string;
  /** How what is wrong with it is told: no file has it. */
  readonly file: string;
  readonly pipeline: PipelineDefinition;
  /** Aliases to be made, with the version that each begins with. */
  readonly aliases: readonly { readonly functionName: string; readonly version: string }[];
  readonly alarms: readonly AlarmWords[];
  /** Alarms of the team's in which calls of the person's aliases count, or may count: what is told of each. */
  readonly counted: readonly string[];
}

export interface PreparedOf {
  readonly names: PersonalNames;
  readonly place: Place;
  readonly bucket: string;
  readonly inProduction: string | undefined;
}

/** The credentials at hand alone: no role in another account is taken. */
export function accessOf({ sdk, ports }: Pick<Deployed, 'sdk' | 'ports'>) {
  return memberAccess(sdk, ports.clock, NO_ROLES);
}

type Access = ReturnType<typeof accessOf>;

/** Throws `Refused` where something is missing, or is somebody else's. */
export async function prepare(
  deployed: Pick<Deployed, 'sdk' | 'ports'>,
  team: PipelineDefinition,
  of: PreparedOf,
): Promise<Prepared> {
  const { names, place, inProduction } = of;
  const access = accessOf(deployed);
  const own = ownFunctionsOf(team, place, inProduction);
  const aliases: { functionName: string; version: string }[] = [];
  const alarms: AlarmWords[] = [];
  const watching = new Map<string, readonly string[]>();
  const leftOut: LeftOut[] = [];
  const counted: string[] = [];
  for (const each of own.functions) {
    const version = await versionToBeginWith(access, place, each, names);
    if (version !== undefined) aliases.push({ functionName: each.function, version });
    const made = await alarmsOf(access, place, each, names);
    alarms.push(...made.alarms);
    leftOut.push(...made.leftOut);
    counted.push(...made.counted);
    watching.set(
      each.function,
      made.alarms.map(({ AlarmName }) => String(AlarmName)),
    );
  }
  const wished = { ...of, alarms: watching };
  await refuseTaken(access, place, alarms, names);
  const known = written(team, own, wished);
  const absent = await absentTests(access, place, known);
  const { personal, ...rest } =
    absent.size === 0 ? known : written(team, own, { ...wished, absent });
  const { objects, shortened } = personal;
  return {
    ...rest,
    ...of,
    objects,
    shortened,
    leftOut: [...personal.leftOut, ...leftOut],
    aliases,
    alarms,
    counted,
  };
}

/** The same, asking nobody: as if all was there that the team's file names. */
export function prepareUnseen(team: PipelineDefinition, of: PreparedOf): Prepared {
  const own = ownFunctionsOf(team, of.place, of.inProduction);
  const alarms = own.functions.map((each) => errorsAlarmFor(each.function, of.names));
  const watching = new Map(
    own.functions.map((each, at) => [each.function, [String(alarms[at]?.AlarmName)]]),
  );
  const { personal, ...rest } = written(team, own, { ...of, alarms: watching });
  const { objects, shortened, leftOut } = personal;
  const aliases = own.functions.map(({ function: functionName, alias }) => ({
    functionName,
    version: `that of ${alias}`,
  }));
  return { ...rest, ...of, objects, shortened, leftOut, aliases, alarms, counted: [] };
}

function written(
  team: PipelineDefinition,
  own: OwnFunctions,
  wish: Parameters<typeof personalPipeline>[2],
) {
  const personal = personalPipeline(team, own, wish);
  const file = `${personal.pipeline.pipeline}.yml`;
  const text = stringify(personal.pipeline);
  return { personal, file, text, pipeline: parsePipeline(text, file) };
}

/** The version that the team's alias is at; undefined where the person's own is there already. */
async function versionToBeginWith(
  access: Access,
  place: Place,
  { function: name, alias }: OwnFunction,
  names: PersonalNames,
): Promise<string | undefined> {
  const there = await aliasSeen(access, place, name, names.stage);
  if (there !== undefined) {
    refuseOthers(names.stage, name, there, descriptionOf(names));
    return undefined;
  }
  const teams = await aliasSeen(access, place, name, alias);
  if (teams !== undefined) return teams.version;
  throw new Failure(
    'Refused',
    `expected function ${name} with alias ${alias} in ${place.account} ${place.region}, whose version your own alias begins ` +
      'with, got none: deploy the team’s stack there first (tidegate needs tells what makes an alias)',
  );
}

async function refuseTaken(
  access: Access,
  place: Place,
  alarms: readonly AlarmWords[],
  names: PersonalNames,
): Promise<void> {
  const wanted = alarms.map(({ AlarmName }) => String(AlarmName));
  const { metric, composite } = await alarmsSeen(access, place, wanted);
  const there = [...metric.map(({ AlarmName }) => String(AlarmName)), ...composite];
  refuseOthersAlarms(there, ownAmong(metric, names), names);
}

async function alarmsOf(
  access: Access,
  place: Place,
  { function: functionName, alarms: names }: OwnFunction,
  own: PersonalNames,
): Promise<Pick<Prepared, 'alarms' | 'leftOut' | 'counted'>> {
  const seen = await alarmsSeen(access, place, names);
  const alarms: AlarmWords[] = [];
  const leftOut: LeftOut[] = [];
  const counted: string[] = [];
  const called = { functionName, alias: own.stage };
  for (const name of names) {
    const found = seen.metric.find(({ AlarmName }) => AlarmName === name);
    const made = found
      ? alarmFor(found, { functionName, names: own })
      : {
          why: seen.composite.includes(name)
            ? 'it is made of other alarms'
            : `there is none in ${place.account} ${place.region}`,
        };
    const counts = found
      ? countedIn(found, called)
      : seen.composite.includes(name) && mayCount(name, called, 'it is made of other alarms');
    if (counts) counted.push(counts);
    if ('put' in made) alarms.push(made.put);
    else leftOut.push({ what: `alarm ${name}`, why: made.why });
  }
  if (alarms.length === 0) alarms.push(errorsAlarmFor(functionName, own));
  return { alarms, leftOut, counted };
}

/** Of tests whose projects or functions are not there, or not for Tidegate: what is wrong with each. */
async function absentTests(
  access: Access,
  place: Place,
  { pipeline }: { readonly pipeline: PipelineDefinition },
): Promise<ReadonlyMap<string, string>> {
  const members = { access, account: place.account, home: place, isNear: () => true };
  const { findings } = await lookAtTests(members, pipeline);
  return new Map(
    findings.map(({ path, text }) => {
      const [, stage, , test] = path;
      const name = pipeline.stages[Number(stage)]?.tests[Number(test)]?.name ?? '';
      return [name, text];
    }),
  );
}
