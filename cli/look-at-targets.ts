// Looks where a pipeline's targets are: at the alarms of production, and at all deployment groups. Reads only.

import { alarmFacts } from '../aws/alarm-facts.ts';
import { realClock } from '../aws/clock.ts';
import { codedeploy } from '../aws/codedeploy.ts';
import type { Pace } from '../core/pace.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { planOf } from '../core/plan.ts';
import { defaultPolicy } from '../core/practice/policy.ts';
import { productionWavesOf, type SeenAtStart } from '../core/practice/subject.ts';
import { readPaces } from '../flows/paces.ts';
import { readAlarmFacts } from '../flows/read-alarm-facts.ts';
import { farRemarks, type Members, membersFrom, type WhereTargetsAre } from './members.ts';

export interface Looked {
  readonly atStart?: SeenAtStart;
  /** How long deployment groups take, by the names of their targets; those that nobody may see are not among them. */
  readonly paces: ReadonlyMap<string, Pace>;
  /** The accounts that were not looked into. */
  readonly remarks: readonly string[];
}

export type Looker = (pipeline: PipelineDefinition) => Promise<Looked>;

export const NOT_LOOKED: Looked = { paces: new Map(), remarks: [] };

/**
 * Reads the alarms of a pipeline's production, and the paces of its groups. What should be read and cannot throws
 * `ServiceFailed`: a lint that saw nothing must not pass.
 */
export function lookerAt(where: WhereTargetsAre): Looker {
  return async (pipeline) => {
    const all = pipeline.stages.flatMap(targetsOf);
    const [first] = all;
    if (first === undefined) return NOT_LOOKED;
    const members = await membersFrom(where, first.region);
    const { alarms, remarks } = await alarmsOf(pipeline, members);
    const near = all.filter(({ account }) => members.isNear(account));
    const paces = await readPaces(codedeploy(members.access), near);
    return { ...(alarms && { atStart: { alarms } }), paces, remarks };
  };
}

async function alarmsOf(pipeline: PipelineDefinition, members: Members) {
  const plan = planOf(pipeline);
  const subject = { pipeline, plan, waves: plan, policy: defaultPolicy, now: realClock.now() };
  const targets = productionWavesOf(subject).flatMap((wave) => wave.targets);
  if (targets.length === 0) return { remarks: [] };
  const near = targets.map((target) => ({
    ...target,
    alarms: target.alarms.filter((named) => members.isNear(alarmAt(target, named).account)),
  }));
  const accounts = targets.flatMap((target) => [
    target.account,
    ...target.alarms.map((named) => alarmAt(target, named).account),
  ]);
  return {
    alarms: await readAlarmFacts(alarmFacts(members.access), near),
    remarks: farRemarks(members, accounts, 'alarms'),
  };
}

/** The paces of the groups that can be entered, with a remark for each account that cannot. */
export async function pacesAt(
  where: WhereTargetsAre,
  pipeline: PipelineDefinition,
): Promise<Pick<Looked, 'paces' | 'remarks'>> {
  const all = pipeline.stages.flatMap(targetsOf);
  const [first] = all;
  if (first === undefined) return NOT_LOOKED;
  const members = await membersFrom(where, first.region);
  const near = all.filter(({ account }) => members.isNear(account));
  const accounts = all.map(({ account }) => account);
  return {
    paces: await readPaces(codedeploy(members.access), near),
    remarks: farRemarks(members, accounts, 'deployment groups'),
  };
}
