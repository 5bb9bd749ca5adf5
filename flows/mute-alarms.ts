// Keeps alarms from acting while an automatic rollback runs that explains them, and lets them act again.
//
// Nothing waits for it, and nothing is decided by it: CloudWatch ends each rule at its time, whatever dies here.

import { Failure, isFailure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { keys, ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import {
  explainedAlarms,
  type Mute,
  type MuteRule,
  muteRulesIn,
  muteWindow,
  nextMinute,
} from '../core/mute.ts';
import { muteKeys, muteRanges } from '../core/mute-keys.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { releaseEndOf } from '../core/release.ts';
import { isInScope, type RollbackScope } from '../core/rollback-scope.ts';
import type { AlarmName } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { byPlace, statesByAlarm } from './alarm-states.ts';
import { readNamed } from './definitions.ts';
import { howEnded } from './how-ended.ts';
import { eachInTurn, logFailure, orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** A rollback that a release has begun by itself, as its execution is given it. */
export interface Begun {
  readonly execution: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly scope: RollbackScope;
}

/**
 * Mutes what this rollback explains. One whose end has come before the event mutes nothing: whoever had the event first
 * may have died as it put the rules, too late for its end to take them away.
 */
export async function muteAlarms(ports: Ports, begun: Begun): Promise<void> {
  const key = muteKeys.mute(begun.release);
  const known = await ports.table.get(key);
  if (known !== undefined) return lookAtMute(ports, known);
  const isRunning = (await endOf(ports, begun.execution)) === 'running';
  const definition = await readNamed(ports, begun.pipeline);
  if (definition === undefined) return;
  const rules = await rulesFor(ports, definition.pipeline, begun);
  if (rules.length === 0) return;
  const { pipeline, release, execution } = begun;
  const window = muteWindow(definition.pipeline, ports.clock.now());
  const mute: Mute = { pipeline, release, execution, ...window, status: 'meant', rules };
  if (!isRunning) return dropRules(ports, mute);
  await lookAtMute(ports, await ports.table.ensure(key, (present) => ({ item: present ?? mute })));
}

/** A place that cannot be asked has none. */
async function rulesFor(
  ports: Ports,
  pipeline: PipelineDefinition,
  begun: Begun,
): Promise<MuteRule[]> {
  if (pipeline.mute === false) return [];
  const back = await targetsBack(ports, begun);
  const others = await targetsOfOthers(ports, begun.pipeline);
  const alarms = explainedAlarms(pipeline, back, others);
  const rules = await sideBySide([...byPlace(alarms)], async ([where, inPlace]) => {
    const [{ account, region }] = inPlace as [AlarmName];
    const place = { account, region };
    const names = inPlace.map(({ name }) => name);
    const acting = await orLogged(ports, { where }, () => ports.muteRules.acting(place, names));
    return muteRulesIn(place, begun.release, acting ?? []);
  });
  return rules.flat();
}

/** All mutes that a release's end, or a hint, may be about. */
export async function lookAtMutes(
  ports: Ports,
  about: { readonly execution?: string; readonly release?: string },
): Promise<void> {
  const mutes = await readableItems(ports, muteRanges.mutes());
  const meant = mutes.filter((mute) => isMeant(mute, about));
  const thrown = await eachInTurn(ports, meant, (mute) => lookAtMute(ports, mute));
  const defect = thrown.find((each) => !(each instanceof Failure));
  if (defect !== undefined) throw defect;
}

function isMeant(
  { release, execution }: Mute,
  about: { readonly execution?: string; readonly release?: string },
): boolean {
  if (about.release) return about.release === release;
  const name = about.execution?.split(':').at(-1);
  return name === undefined || about.execution === execution || name === release;
}

/** What cannot be removed is tried again at each sweep; after this its window is long over, and it mutes nothing. */
const GIVEN_UP_MILLIS = 86_400_000;

async function lookAtMute(ports: Ports, mute: Mute): Promise<void> {
  if (mute.status === 'over') return remove(ports, mute);
  const over = await whyOver(ports, mute);
  if (over !== undefined) return unmute(ports, mute, over);
  if (mute.status === 'meant') await putRules(ports, mute);
}

/** One that cannot be put now is put at the next look, for what is left of its time. */
async function putRules(ports: Ports, mute: Mute): Promise<void> {
  const until = new Date(mute.until);
  const from = new Date(Math.max(Date.parse(mute.from), nextMinute(ports.clock.now())));
  if (from >= until) return;
  const isNoise = mute.execution === '';
  const why = isNoise
    ? `It is noisy: a person has taken its right to page (tidegate noise ${mute.pipeline}).`
    : `Tidegate takes back ${mute.release}, and tells of what fires meanwhile.`;
  for (const { name, alarms, ...place } of mute.rules) {
    const wish = { alarms, why, from, until };
    const put = await orLogged(ports, { rule: name }, async () => {
      await ports.muteRules.put(place, name, wish);
      return true;
    });
    if (!put) return dropIfOver(ports, mute);
  }
  const reason = isNoise ? 'a person has taken its right to page' : `${mute.release} is taken back`;
  const text = `${alarmsOf(mute)} may not act until ${mute.until}: ${reason}`;
  await ports.table.change(muteKeys.mute(mute.release), (item) =>
    item?.status !== 'meant'
      ? undefined
      : {
          item: { ...item, status: 'muted' as const },
          entries: [entry(ports, mute, 'AlarmsMuted', text)],
        },
  );
  await dropIfOver(ports, mute);
}

/** What was put so late that somebody had taken it away already, while it was not there yet. */
async function dropIfOver(ports: Ports, mute: Mute): Promise<void> {
  const now = await ports.table.get(muteKeys.mute(mute.release));
  if (now === undefined || now.status === 'over') await dropRules(ports, mute);
}

function alarmsOf({ rules }: Mute): string {
  return few(rules.flatMap(({ alarms }) => alarms));
}

/** Why its alarms are to act again; undefined for as long as they are not. */
async function whyOver(ports: Ports, mute: Mute): Promise<string | undefined> {
  if (ports.clock.now() >= new Date(mute.until)) return 'its time is over';
  // Of a noisy alarm: until the time that a person has said.
  if (mute.execution === '') return undefined;
  const end = await endOf(ports, mute.execution);
  if (end === 'running') return undefined;
  if (end !== 'RolledBack') return `the rollback has not helped: it ended ${end}`;
  const release = await ports.table.get(keys.release(mute.pipeline, mute.release));
  const outcome = release && releaseEndOf(release)?.outcome;
  if (outcome !== undefined && outcome !== 'RolledBack')
    return `the rollback has not helped: the release ended ${outcome}`;
  const alarms = mute.rules.flatMap(({ alarms: names, account, region }) =>
    names.map((name) => ({ account, region, name })),
  );
  const { states, unread } = await statesByAlarm(ports, alarms);
  if (unread.length > 0) return undefined;
  const firing = [...states.values()].some(({ state }) => state === 'ALARM');
  return firing ? undefined : 'the targets are back and none of them fires';
}

/** What the rollback's execution came to. One that nobody knows any more has not helped. */
async function endOf({ workflows }: Ports, execution: string): Promise<string> {
  const end = await workflows.endOf(execution);
  if (end === undefined) return 'running';
  return howEnded(end).said ?? end.status;
}

/** First they act again, then it is said; a hand that dies between leaves it to the next. */
async function unmute(ports: Ports, mute: Mute, why: string): Promise<void> {
  await dropRules(ports, mute);
  const text = `${alarmsOf(mute)} may act again: ${why}`;
  await ports.table.change(muteKeys.mute(mute.release), (item) =>
    item === undefined || item.status === 'over'
      ? undefined
      : {
          item: { ...item, status: 'over' as const },
          entries: item.status === 'muted' ? [entry(ports, mute, 'AlarmsUnmuted', text)] : [],
        },
  );
  await remove(ports, mute);
}

async function dropRules(ports: Ports, { rules, until, release }: Mute): Promise<void> {
  for (const { name, ...place } of rules) {
    try {
      await ports.muteRules.remove(place, name);
    } catch (thrown) {
      const isLongOver = ports.clock.now().getTime() - Date.parse(until) > GIVEN_UP_MILLIS;
      if (!isFailure(thrown, 'ServiceFailed') || !isLongOver) throw thrown;
      logFailure(ports, { release, rule: name }, thrown);
    }
  }
}

/** The line that the last decision left is in the ledger before its item goes. */
async function remove(ports: Ports, { release }: Mute): Promise<void> {
  const key = muteKeys.mute(release);
  await ports.table.replay(key);
  await ports.table.remove(key);
}

function entry(
  ports: Ports,
  { pipeline, release, execution }: Mute,
  event: 'AlarmsMuted' | 'AlarmsUnmuted',
  text: string,
): LedgerEntry {
  const at = ports.clock.now().toISOString();
  return execution === ''
    ? { at, pipeline, release: '', event, subject: release, text }
    : { at, pipeline, release, event, subject: '', text };
}

/** Those of the waves in scope, but for stages where another release is by now: they are left to it. */
async function targetsBack(ports: Ports, begun: Begun): Promise<TargetDefinition[]> {
  const waves = await ports.table.list(ranges.waves(begun.release));
  const failed = waves.find(({ plan }) => plan.index === begun.wave);
  if (failed === undefined) return [];
  const inScope = waves.filter(({ plan }) => isInScope(begun.scope, failed.plan, plan));
  const mine = await sideBySide(inScope, (wave) => isOurs(ports, begun, wave));
  return inScope.filter((_, index) => mine[index]).flatMap(({ plan }) => plan.targets);
}

async function isOurs({ table }: Ports, begun: Begun, { plan }: Wave): Promise<boolean> {
  const stage = await table.get(keys.stage(begun.pipeline, plan.stage));
  return stage?.lease === undefined || stage.lease.release === begun.release;
}

/** Undefined where a pipeline cannot be read: nobody knows then what others watch. */
async function targetsOfOthers(ports: Ports, own: string): Promise<TargetDefinition[] | undefined> {
  const names = await readableItems(ports, ranges.pipelineNames());
  const others = [...new Set(names.map(({ pipeline }) => pipeline))].filter((name) => name !== own);
  const found = await sideBySide(others, (pipeline) =>
    orLogged(ports, { pipeline }, async () => ({ is: await readNamed(ports, pipeline) })),
  );
  const isUnread = found.includes(undefined);
  const stages = found.flatMap((each) => each?.is?.pipeline.stages ?? []);
  return isUnread ? undefined : stages.flatMap(targetsOf);
}
