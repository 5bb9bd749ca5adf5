// Which alarms do not act while a release is taken back, for how long, and when they act again.

import * as z from 'zod';
import { secondsIn } from './duration.ts';
import { noun } from './noun.ts';
import { alarmAt } from './pipeline/alarm-named.ts';
import { MUTED_FOR } from './pipeline/mute-schema.ts';
import type { PipelineDefinition } from './pipeline/schema.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import type { AlarmName } from './wait.ts';

const ruleSchema = z
  .strictObject({
    account: z.string(),
    region: z.string(),
    /** By which CloudWatch knows it there. */
    name: z.string(),
    alarms: z.array(z.string()).readonly(),
  })
  .readonly();

export type MuteRule = z.output<typeof ruleSchema>;

const muteSchema = z
  .strictObject({
    pipeline: z.string(),
    release: z.string(),
    /** The rollback's; empty where a person has taken the right to page of a noisy alarm. */
    execution: z.string(),
    from: z.string(),
    until: z.string(),
    /** Before CloudWatch is asked it is only meant. */
    status: z.enum(['meant', 'muted', 'over']),
    rules: z.array(ruleSchema).readonly(),
  })
  .readonly();

export type Mute = z.output<typeof muteSchema>;

export const muteNoun = noun('mute', muteSchema);

/** How Tidegate's own alarms are called, and its topics and buses too. */
const TIDEGATES = 'tidegate-';

/** CloudWatch takes so many alarms a rule. */
const ALARMS_A_RULE = 100;

/**
 * The alarms that a rollback explains: those of the targets that go back, unless targets of another pipeline name them
 * too, and those that the pipeline lists for it, shared or not. None of Tidegate's own, which are called after it.
 * Where nobody knows what others watch, those that are listed alone.
 */
export function explainedAlarms(
  { mute }: Pick<PipelineDefinition, 'mute'>,
  back: readonly TargetDefinition[],
  others: readonly TargetDefinition[] | undefined,
): AlarmName[] {
  if (mute === false) return [];
  const shared = new Set((others ?? []).flatMap(namesOf).map(idOf));
  const theirs = others ? back.flatMap(namesOf).filter((alarm) => !shared.has(idOf(alarm))) : [];
  const listed = back.flatMap((target) =>
    (mute?.alarms ?? []).map((said) => alarmAt(target, said)),
  );
  const all = new Map([...theirs, ...listed].map((alarm) => [idOf(alarm), alarm]));
  return [...all.values()].filter(({ name }) => !name.startsWith(TIDEGATES));
}

function namesOf(target: TargetDefinition): AlarmName[] {
  return target.alarms.map((named) => alarmAt(target, named));
}

function idOf({ account, region, name }: AlarmName): string {
  return `${account} ${region} ${name}`;
}

/**
 * For how long they are muted, in full minutes as CloudWatch counts them. It is said nowhere whether a window counts
 * that has begun already: so it begins with the next minute.
 *
 *     at 10:00:20, for 15m  →  10:01 to 10:16
 *     at 10:01:00, for 15m  →  10:02 to 10:17
 */
export function muteWindow(
  { mute }: Pick<PipelineDefinition, 'mute'>,
  now: Date,
): { readonly from: string; readonly until: string } {
  const from = nextMinute(now);
  const seconds = secondsIn((mute || undefined)?.for ?? MUTED_FOR);
  return {
    from: new Date(from).toISOString(),
    until: new Date(from + seconds * 1000).toISOString(),
  };
}

/** In milliseconds. */
export function nextMinute(now: Date): number {
  return (Math.floor(now.getTime() / 60_000) + 1) * 60_000;
}

/** The rules of alarms that are all in one place: `shop-12ab-1`, the next one `shop-12ab-1-2`. */
export function muteRulesIn(
  { account, region }: Pick<AlarmName, 'account' | 'region'>,
  name: string,
  alarms: readonly string[],
): MuteRule[] {
  const chunks = Math.ceil(alarms.length / ALARMS_A_RULE);
  return Array.from({ length: chunks }, (_, index) => ({
    account,
    region,
    name: index === 0 ? name : `${name}-${index + 1}`,
    alarms: alarms.slice(index * ALARMS_A_RULE, (index + 1) * ALARMS_A_RULE),
  }));
}
