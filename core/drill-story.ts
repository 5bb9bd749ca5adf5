// How a rollback drill went, leg by leg, as the ledger tells it: the lines of its legs are written and read here.

import { type DrillRun, drillIn, type Leg, legOf, type Moves, movesOf } from './drill.ts';
import type { LedgerEntry, LedgerEvent } from './ledger.ts';
import { type Release, releaseEndOf } from './release.ts';
import { decisionOf, haltOf, type Wave } from './wave.ts';
import { waveName } from './wave-name.ts';

/** A leg from the moment at which its targets began to be moved. */
export interface ToldLeg {
  readonly leg: Leg;
  readonly startedAt: string;
  readonly moved: Moves;
  /** Absent while it goes on, and where its wave was ended before it was judged. */
  readonly endedAt?: string;
  readonly verdict?: string;
  /** Why it was judged so, or why it never was. */
  readonly reason?: string;
}

/** One try of a wave's drill; its legs are none where it was skipped. */
export interface ToldDrill {
  readonly wave: string;
  readonly name: string;
  readonly startedAt: string;
  /** What it is of, and what it goes without, in words. */
  readonly of: string;
  readonly legs: readonly ToldLeg[];
  readonly endedAt?: string;
  readonly verdict?: string;
  readonly reason?: string;
}

export function legEndedText(name: string, leg: Leg, verdict: string, reason: string): string {
  return `drill ${name}, leg ${leg} ended, ${verdict}: ${reason}`;
}

export function legStartedText(name: string, run: DrillRun): string {
  const { doing, targets } = movesOf(run);
  return `drill ${name}, leg ${legOf(run)}: ${targets.join(', ')} ${doing === 'up' ? 'up again' : 'back'}`;
}

const LEG_ENDED = /, leg (up again|up|half|down) ended, (\w+): (.*)$/s;
const LEG_STARTED = /, leg (up again|up|half|down): (.*) (up again|back)$/s;
const DRILL_STARTED = / started(?: again)?: (.*)$/s;
const DRILL_ENDED = / ended, (\w+): (.*)$/s;

/** Of one moment, in this order: a leg ends before the next begins, and before its drill does. */
const ORDER: readonly LedgerEvent[] = ['TestStarted', 'LegEnded', 'LegStarted', 'TestEnded'];

/** Each try of the drill of a wave, in order; none where it has no drill, or has not come to it. */
export function drillsOf(
  wave: Wave,
  ledger: readonly LedgerEntry[],
  release: Release,
): ToldDrill[] {
  const name = drillIn(wave.plan)?.name;
  if (name === undefined) return [];
  const subject = `${waveName(wave.plan)}/${name}`;
  const own = ledger
    .filter((each) => each.release === wave.release && each.subject === subject)
    .filter(({ event }) => ORDER.includes(event))
    .sort((a, b) => a.at.localeCompare(b.at) || ORDER.indexOf(a.event) - ORDER.indexOf(b.event));
  const tries = own.reduce<ToldDrill[]>(withLine(waveName(wave.plan), name), []);
  return tries.map((each) => withItsWave(each, wave, release));
}

function withLine(wave: string, name: string) {
  return (tries: ToldDrill[], { at, event, text }: LedgerEntry): ToldDrill[] => {
    const begun = { wave, name, startedAt: at, of: '', legs: [] };
    if (event === 'TestStarted') {
      const of = DRILL_STARTED.exec(text)?.[1] ?? text;
      const up: ToldLeg = { leg: 'up', startedAt: at, moved: { doing: 'none', targets: [] } };
      return [...tries, { ...begun, of, legs: [up] }];
    }
    const last = tries.at(-1);
    // Skipped: it ends without having begun.
    if (event === 'TestEnded' && (last === undefined || last.endedAt !== undefined))
      return [...tries, ended(begun, at, text)];
    if (last === undefined) return tries;
    const before = tries.slice(0, -1);
    if (event === 'TestEnded') return [...before, ended(last, at, text)];
    if (event === 'LegStarted') return [...before, { ...last, legs: legsWith(last, at, text) }];
    const [, , verdict = '', reason = text] = LEG_ENDED.exec(text) ?? [];
    return [...before, legEnded(last, { endedAt: at, verdict, reason })];
  };
}

function legsWith({ legs }: ToldDrill, startedAt: string, text: string): readonly ToldLeg[] {
  const [, leg, targets = '', whereto] = LEG_STARTED.exec(text) ?? [];
  if (leg === undefined) return legs;
  const doing = whereto === 'back' ? 'back' : 'up';
  const moved = { doing, targets: targets.split(', ') } as const;
  return [...legs, { leg: leg as Leg, startedAt, moved }];
}

/** The leg that goes on, if one does, ends so. */
function legEnded(
  drill: ToldDrill,
  end: Required<Pick<ToldLeg, 'endedAt' | 'verdict' | 'reason'>>,
): ToldDrill {
  const last = drill.legs.at(-1);
  if (last === undefined || last.endedAt !== undefined) return drill;
  return { ...drill, legs: [...drill.legs.slice(0, -1), { ...last, ...end }] };
}

/** What ends a drill in the middle of a leg ends the leg: its target did not get there, or harm was found. */
function ended(drill: ToldDrill, endedAt: string, text: string): ToldDrill {
  const [, verdict = '', reason = text] = DRILL_ENDED.exec(text) ?? [];
  const ofLeg = reason.replace(/^leg (up again|up|half|down): /, '');
  return { ...legEnded(drill, { endedAt, verdict, reason: ofLeg }), endedAt, verdict, reason };
}

/** A leg that was never judged says why: a person stopped it, or what it ran is not its any more. */
function withItsWave(drill: ToldDrill, wave: Wave, release: Release): ToldDrill {
  const last = drill.legs.at(-1);
  if (last === undefined || last.endedAt !== undefined) return drill;
  const end = releaseEndOf(release);
  const ofRelease = end && `its release ended, ${end.outcome}: ${end.reason}`;
  const why = haltOf(wave)?.reason ?? decisionOf(wave).reason ?? ofRelease;
  if (why === undefined) return drill;
  const reason = `not judged: ${why}`;
  return { ...drill, reason, legs: [...drill.legs.slice(0, -1), { ...last, reason }] };
}
