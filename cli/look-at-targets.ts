// Looks where a pipeline's targets are: at their alarms, and at their deployment groups. Reads only.

import { alarmFacts } from '../aws/alarm-facts.ts';
import { codedeploy } from '../aws/codedeploy.ts';
import { stacks } from '../aws/stacks.ts';
import { isFailure } from '../core/failure.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { missingText } from '../core/practice/alarm-rules.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import { type AlarmFact, factKey } from '../core/practice/subject.ts';
import type { Finding } from '../core/strict-yaml.ts';
import { writtenPacesOf } from '../core/written-paces.ts';
import { type Paces, readPaces } from '../flows/paces.ts';
import { readAlarmFacts } from '../flows/read-alarm-facts.ts';
import { lookAtConfigurations, readableStrategies } from './look-at-configurations.ts';
import { lookAtFunctions } from './look-at-functions.ts';
import { type LookedAt, lookAtServices } from './look-at-services.ts';
import { lookAtSets } from './look-at-sets.ts';
import { lookAtSites } from './look-at-sites.ts';
import { lookAtTests } from './look-at-tests.ts';
import { farRemarks, type Members, membersFrom, type WhereTargetsAre } from './members.ts';
import { type Looked, type Looker, notLooked } from './not-looked.ts';

/** Reads the alarms of a pipeline, and the paces of its groups. An account that cannot be read hides no other. */
export function lookerAt(where: WhereTargetsAre): Looker {
  return async (pipeline) => {
    const entered = await enter(where, pipeline);
    if (entered === undefined) return notLooked(pipeline);
    const { members, all, near } = entered;
    const { facts, ...alarms } = await alarmsOf(all, members);
    const { paces, unread } = await pacesIn(entered);
    const services = await lookAtServices(members.access, pipeline, near);
    const functions = await lookAtFunctions(members.access, pipeline, near);
    const sites = await lookAtSites(members.access, pipeline, near);
    const sets = await lookAtSets(members.access, pipeline, near);
    const configurations = await lookAtConfigurations(members.access, pipeline, near);
    const tests = await lookAtTests(members, pipeline);
    const looks: readonly LookedAt[] = [services, functions, sites, sets, configurations, tests];
    return {
      atStart: { alarms: facts },
      missing: [...missingIn(pipeline, facts), ...looks.flatMap(({ findings }) => findings)],
      paces,
      remarks: [...alarms.remarks, ...looks.flatMap(({ remarks = [] }) => remarks)],
      unread: [...new Set([...alarms.unread, ...unread, ...looks.flatMap((it) => it.unread)])],
    };
  };
}

/** The paces of the groups that can be entered, with a remark for each account that cannot. */
export async function pacesAt(
  where: WhereTargetsAre,
  pipeline: PipelineDefinition,
): Promise<Pick<Looked, 'paces' | 'remarks'>> {
  const entered = await enter(where, pipeline);
  if (entered === undefined) return notLooked(pipeline);
  const { members, all } = entered;
  const { paces, unread } = await pacesIn(entered);
  const accounts = all.map(({ account }) => account);
  return { paces, remarks: [...farRemarks(members, accounts, 'deployment groups'), ...unread] };
}

interface Entered {
  readonly members: Members;
  readonly all: readonly TargetDefinition[];
  /** Those in accounts that may be entered. */
  readonly near: readonly TargetDefinition[];
}

async function enter(
  where: WhereTargetsAre,
  { stages }: PipelineDefinition,
): Promise<Entered | undefined> {
  const all = stages.flatMap(targetsOf);
  const [first] = all;
  if (first === undefined) return undefined;
  const members = await membersFrom(where, first.region);
  return { members, all, near: all.filter(({ account }) => members.isNear(account)) };
}

async function alarmsOf(targets: readonly TargetDefinition[], members: Members) {
  const near = targets.map((target) => ({
    ...target,
    alarms: target.alarms.filter((named) => members.isNear(alarmAt(target, named).account)),
  }));
  const accounts = targets.flatMap((target) => [
    target.account,
    ...target.alarms.map((named) => alarmAt(target, named).account),
  ]);
  const { facts, unread } = await readAlarmFacts(alarmFacts(members.access), near);
  return {
    facts,
    remarks: farRemarks(members, accounts, 'alarms'),
    unread: unread.map(({ place, failure }) =>
      unreadText(`the alarms in ${place}`, failure.message),
    ),
  };
}

/** Those of accounts that are not entered are known as far as they are written. */
async function pacesIn({ members, near, all }: Entered) {
  const written = writtenPacesOf(all);
  const deployments = codedeploy(members.access);
  const unread: string[] = [];
  const groups: Paces['deployments'] = {
    paces: async (place, application, names) => {
      try {
        return await deployments.paces(place, application, names);
      } catch (thrown) {
        if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
        const where = `${place.account} ${place.region}`;
        unread.push(
          unreadText(`the deployment groups of ${application} in ${where}`, thrown.message),
        );
        return new Map();
      }
    },
  };
  const those: Paces = {
    configurations: readableStrategies(members.access, unread),
    deployments: groups,
    stacks: readableStacks(members, unread),
  };
  const paces = await readPaces(those, near);
  return { paces: new Map([...written, ...paces]), unread };
}

/** For how long CloudFormation watches them. */
function readableStacks({ access }: Members, unread: string[]): Paces['stacks'] {
  const all = stacks(access);
  return {
    stack: async (target) => {
      try {
        return await all.stack(target);
      } catch (thrown) {
        if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
        const where = `${target.account} ${target.region}`;
        unread.push(unreadText(`stack ${target.stack.name} in ${where}`, thrown.message));
        return undefined;
      }
    },
  };
}

function unreadText(what: string, reason: string): string {
  return `${what} could not be read: ${reason}`;
}

/** Each where it is named. */
function missingIn(
  pipeline: PipelineDefinition,
  facts: ReadonlyMap<string, AlarmFact>,
): readonly Finding[] {
  const paths = pathsOfTargets(pipeline);
  return pipeline.stages.flatMap(targetsOf).flatMap((target) =>
    target.alarms.flatMap((named, index) =>
      facts.get(factKey(target.name, named))?.state === 'MISSING'
        ? [
            {
              path: [...(paths.get(target.name) ?? []), 'alarms', index],
              text: missingText(target, named),
            },
          ]
        : [],
    ),
  );
}
