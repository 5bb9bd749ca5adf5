// Keeps alarms from acting while an automatic rollback runs that explains them, and lets them act again.
//
// Nothing waits for it, and nothing is decided by it: CloudWatch ends each rule at its time, whatever dies here.

import { Failure, isFailure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { type Mute, muteWindow, nextMinute } from '../core/mute.ts';
import { muteKeys, muteRanges } from '../core/mute-keys.ts';
import { releaseEndOf } from '../core/release.ts';
import { statesByAlarm } from './alarm-states.ts';
import { readNamed } from './definitions.ts';
import { howEnded } from './how-ended.ts';
import { type Begun, rulesFor } from './mute-rules.ts';
import { eachInTurn, logFailure, orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

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
