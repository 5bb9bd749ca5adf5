// Keeps a gate shut: its wave says why, and for how long some of that may last.

import {
  type FoundReason,
  type GateReason,
  keptReasons,
  reasonsText,
} from '../core/gate/gate-reason.ts';
import { blockedSecondsOf, shutTimesAfter, waitedSeconds } from '../core/gate/patience.ts';
import { maySkip } from '../core/gate/skip.ts';
import type { VerdictWord } from '../core/outcome.ts';
import { hasOpened, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { needsCopies } from './bring-copies.ts';
import { closed, type GateOutput, opened } from './gate-output.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { entryOf } from './stages.ts';
import { unwatchAlarms, watchAlarms } from './watch-alarms.ts';

export interface Shut {
  /** What may last for as long as a gate may wait at all: hours, a freeze, another release. */
  readonly outer: readonly FoundReason[];
  /** What may last for as long as the plan lets alarms fire: then the release stops, with this verdict. */
  readonly inner?: readonly FoundReason[];
  readonly verdict?: VerdictWord;
}

export async function keepShut(
  ports: Ports,
  wave: WaveOf<'waiting'>,
  { outer, inner = [], verdict }: Shut,
): Promise<GateOutput | 'wait' | 'ended'> {
  const now = ports.clock.now();
  const at = now.toISOString();
  const isBounded = inner.length > 0;
  if (isBounded && wave.blockedSince === undefined) await watchAlarms(ports, 'gate', wave);
  const after = await changeWave(ports, wave.release, wave.plan.index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const { blockedSince, blockedBy = [], ...rest } = item;
    const reasons = keptReasons([...inner, ...outer].map(withCommand(item)), blockedBy, at);
    const isSame = isBounded === (blockedSince !== undefined);
    const times = item.plan.patienceSeconds !== undefined && {
      shut: shutTimesAfter(item.shut, isOutsideHours(outer), at),
    };
    const after = { ...rest, ...times };
    const isKnown = JSON.stringify([reasons, after]) === JSON.stringify([blockedBy, rest]);
    if (isSame && isKnown) return undefined;
    return {
      item: {
        ...after,
        ...(isBounded && { blockedSince: blockedSince ?? at }),
        blockedBy: reasons,
      },
      entries: entriesOf(ports, item, reasons),
    };
  });
  if (hasOpened(after)) return openedBefore(ports, after);
  if (after.status !== 'waiting' || after.sealedAt !== undefined) {
    await unwatchAlarms(ports, 'gate', wave);
    return 'ended';
  }
  if (!isBounded && wave.blockedSince !== undefined) await unwatchAlarms(ports, 'gate', wave);
  const { patienceSeconds = Number.POSITIVE_INFINITY } = wave.plan;
  if (after.shut && waitedSeconds(after.shut, at) >= patienceSeconds)
    return closed(wave.plan, 'stopped', `the gate did not open in time: ${reasonsText(outer)}`);
  const blockedSeconds = (now.getTime() - Date.parse(after.blockedSince ?? at)) / 1000;
  // What fires says more than what is away, and is waited for no longer.
  const isAway = after.away !== undefined && verdict !== 'fail';
  const most = isAway ? blockedSecondsOf(wave.plan) : wave.plan.alarmsClearSeconds;
  if (!isBounded || blockedSeconds < most) return 'wait';
  return {
    ...closed(wave.plan, 'stopped', reasonsText(inner)),
    ...(verdict && { verdict }),
  };
}

/** What a person may end the waiting for says how. */
function withCommand({ pipeline, release }: Wave): (reason: FoundReason) => FoundReason {
  const command = `tidegate skip-wait ${pipeline} ${release} --reason "…"`;
  return (reason) => (maySkip(reason) && !reason.command ? { ...reason, command } : reason);
}

function isOutsideHours(outer: readonly FoundReason[]): boolean {
  return outer.some(({ kind }) => kind === 'hours');
}

/** That another release is in the stage is told by its own lines. */
function entriesOf(ports: Ports, wave: WaveOf<'waiting'>, reasons: readonly GateReason[]) {
  const told = (all: readonly GateReason[]) =>
    all.filter(({ kind }) => !['lease', 'queue', 'frozen'].includes(kind));
  const text = reasonsText(told(reasons));
  if (text === '' || text === reasonsText(told(wave.blockedBy ?? []))) return [];
  const of = { pipeline: wave.pipeline, id: wave.release };
  return [entryOf(ports, of, 'GateShut', waveName(wave.plan), `gate shut: ${text}`)];
}

/** Another hand has opened it, which may have died before it took the gate from under its alarms. */
export async function openedBefore(ports: Ports, wave: Wave): Promise<GateOutput> {
  await unwatchAlarms(ports, 'gate', wave);
  const release = await readRelease(ports, wave.pipeline, wave.release);
  return opened(wave.plan, await needsCopies(ports, release, wave.plan));
}
