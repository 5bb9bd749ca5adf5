// Checks a release against the policy in force as it starts, and refuses one that breaks what is enforced.

import { beyondItsTeam } from '../core/command/may.ts';
import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { brokenRulesOf, levelOn } from '../core/practice/broken-rules.ts';
import { checkedRules, refusalOf } from '../core/practice/policy-check.ts';
import type { PolicyCheck } from '../core/practice/policy-check-schema.ts';
import { settingsOf } from '../core/practice/policy-settings.ts';
import { type AlarmFact, productionWavesOf, type Subject } from '../core/practice/subject.ts';
import type { Revision } from '../core/revision.ts';
import type { Definition } from './definitions.ts';
import { readableItems } from './one-by-one.ts';
import { readPolicy } from './policy.ts';
import type { Ports } from './ports.ts';
import { readAlarmFacts } from './read-alarm-facts.ts';
import { entryOf } from './stages.ts';

export interface Start {
  readonly definition: Definition;
  readonly plan: readonly PlannedWave[];
  /** The id that the release is to have. */
  readonly release: string;
  readonly revision: Revision;
  readonly execution: string;
}

/** A release that a rule has refused: kept so that it is told once, and of which revision. */
export interface RefusedRelease {
  readonly release: string;
  readonly revision: Revision;
  readonly execution: string;
  readonly at: string;
  readonly reason: string;
}

/**
 * The rules that a release breaks as it starts; undefined where no policy has been applied.
 *
 * Throws `Refused`, with an entry in the ledger and nothing else changed, where one of them is enforced and not waived.
 */
export async function checkPolicy(ports: Ports, start: Start): Promise<PolicyCheck | undefined> {
  const { version, policy } = await readPolicy(ports);
  if (version === 0) return undefined;
  const { definition, plan } = start;
  const { pipeline } = definition;
  const seen: Subject = { pipeline, plan, waves: plan, policy, now: ports.clock.now() };
  const atStart = {
    returnable: await returnableIn(ports, pipeline.pipeline),
    ...(await alarmsOf(ports, seen)),
  };
  const broken = brokenRulesOf({ ...seen, atStart });
  const policyCheck = {
    policy: policy.policy,
    policyVersion: version,
    rules: checkedRules(broken),
  };
  // It may have been applied before the policy said so.
  const [beyond] = beyondItsTeam(policy, pipeline);
  const refusal = beyond ?? refusalOf(policyCheck);
  if (refusal === undefined) return policyCheck;
  await tellRefusal(ports, start, refusal);
  throw new Failure('Refused', refusal);
}

/** The targets that have finished a bake. */
async function returnableIn(ports: Ports, pipeline: string): Promise<ReadonlySet<string>> {
  const targets = await readableItems(ports, ranges.targets(pipeline));
  return new Set(targets.filter(({ baked }) => baked !== undefined).map(({ name }) => name));
}

const ALARM_RULES = ['alarms-exist', 'alarms-have-data', 'alarms-cover'];

/** Nothing where they cannot be read, unless a rule on them is enforced: what is enforced is not waved through. */
async function alarmsOf(ports: Ports, subject: Subject) {
  const levels = ALARM_RULES.map((id) => levelOn(settingsOf(subject.policy, id), subject.now));
  if (levels.every((level) => level === 'off')) return { alarms: new Map<string, AlarmFact>() };
  const targets = productionWavesOf(subject).flatMap((wave) => wave.targets);
  const { facts, unread } = await readAlarmFacts(ports.alarmFacts, targets);
  const [first] = unread;
  if (first === undefined) return { alarms: facts };
  if (levels.includes('enforce')) throw first.failure;
  for (const { place, failure } of unread)
    ports.log.warn('the alarms could not be read', { place, reason: failure.message });
  return {};
}

/** One item for each refusal, so that a repeated step tells it once. */
async function tellRefusal(ports: Ports, start: Start, refusal: string): Promise<void> {
  const { pipeline } = start.definition.pipeline;
  const key = keys.refused(pipeline, start.release, start.execution);
  await ports.table.change(key, (before) => {
    if (before) return undefined;
    const text = `Refused: ${refusal}`;
    const entry = entryOf(ports, { pipeline, id: start.release }, 'ReleaseRefused', '', text);
    const { release, revision, execution } = start;
    const item = { release, revision, execution, at: entry.at, reason: refusal };
    return { item, entries: [entry] };
  });
  await ports.table.replay(key);
}
