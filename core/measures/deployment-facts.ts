// What became of each release, as far as it is measured: whether it reached production, failed there, and was mended.

import type { LedgerEntry } from '../ledger.ts';
import { type EndedRelease, hasEnded, kindOf, type Release } from '../release.ts';
import { exposuresOf } from './exposure.ts';
import { type TimeSpent, timeSpent } from './timeline.ts';

/** A service with all that is known of its releases. */
export interface Measured {
  readonly pipeline: string;
  readonly owner: string | undefined;
  /** The stages, the last of which is production. */
  readonly production: string;
  readonly releases: readonly Release[];
  /** In the order of time. */
  readonly entries: readonly LedgerEntry[];
  readonly corrections: readonly { readonly release: string; readonly is: 'harmless' | 'missed' }[];
}

export interface LeadTime extends TimeSpent {
  /** From the first build of the commit until all of production runs it. */
  readonly total: number;
  /** From that build until the release began. */
  readonly building: number;
}

export interface DeploymentFacts {
  readonly release: string;
  readonly pipeline: string;
  readonly owner: string | undefined;
  readonly endedAt: string;
  readonly isPromoted: boolean;
  readonly lead?: LeadTime;
  /** Changes of releases that gave way to it, or came to nothing before it: it brings them too. */
  readonly carried: readonly { readonly total: number }[];
  readonly failed: boolean;
  /** It was taken back, or left dirty, without a person's asking for it. */
  readonly rolledBackByItself: boolean;
  /** A person says that it was harmless. */
  readonly falseRollback: boolean;
  /** It passed, and was found harmful later: by a person's word, or taken back by hand. */
  readonly missed: boolean;
  /** It mends an earlier one, or a person has marked it as the fix. */
  readonly isRework: boolean;
  /** From its first deployment in production until harm was found. */
  readonly detectSeconds?: number;
  /** From the first sign of harm until all that was taken back was back. */
  readonly safeSeconds?: number;
  /** From the failure until production ran well again; absent while it does not. */
  readonly recoverySeconds?: number;
  /** The seconds for which targets ran what did not make it, all of them together. */
  readonly exposedSeconds: number;
}

/** Releases that reached production and have ended, the oldest first; those that only pass by are in `carried`. */
export function deploymentFacts(service: Measured, now: string): DeploymentFacts[] {
  const byRelease = Map.groupBy(service.entries, ({ release }) => release);
  const ended = service.releases
    .filter(hasEnded)
    .toSorted((a, b) => (a.end.at < b.end.at ? -1 : 1));
  const own = ended.filter((release) => kindOf(release) === 'release');
  const backs = ended.filter((release) => kindOf(release) === 'rollback');
  const seen = new Set<string>();
  const facts: DeploymentFacts[] = [];
  let passedBy: EndedRelease[] = [];
  let isBroken = false;
  for (const release of own) {
    const entries = byRelease.get(release.id) ?? [];
    const isPromoted = release.end.outcome === 'Promoted';
    const isAgain = isPromoted && seen.has(release.revision.digest);
    if (!reaches(entries, service.production) || isAgain) {
      if (!isAgain && release.end.outcome !== 'Refused') passedBy.push(release);
      continue;
    }
    const fact = factsOf(service, release, { entries, backs, own, now, isBroken, passedBy });
    facts.push(fact);
    isBroken = fact.failed;
    if (isPromoted) {
      seen.add(release.revision.digest);
      passedBy = [];
    }
  }
  return facts;
}

interface Around {
  readonly entries: readonly LedgerEntry[];
  readonly backs: readonly EndedRelease[];
  readonly own: readonly EndedRelease[];
  readonly now: string;
  /** The deployment before it had failed. */
  readonly isBroken: boolean;
  readonly passedBy: readonly EndedRelease[];
}

function factsOf(service: Measured, release: EndedRelease, around: Around): DeploymentFacts {
  const { pipeline, owner, corrections, production } = service;
  const { entries, backs, now, isBroken, passedBy } = around;
  const { id, end, startedAt } = release;
  const isPromoted = end.outcome === 'Promoted';
  const said = corrections.filter((each) => each.release === id).map(({ is }) => is);
  const takenBack = backs.find(
    ({ rollback, startedAt: at }) =>
      at > startedAt &&
      rollback?.takes.some(({ build }) => build.arn === release.revision.build.arn),
  );
  const foundAt = harmFoundAt(entries);
  const rolledBackByItself =
    foundAt !== undefined && ['RolledBack', 'LeftDirty'].includes(end.outcome);
  const falseRollback = rolledBackByItself && said.includes('harmless');
  const missed = isPromoted && (said.includes('missed') || takenBack !== undefined);
  const failed =
    missed ||
    (!falseRollback &&
      (['RolledBack', 'LeftDirty'].includes(end.outcome) || foundAt !== undefined));
  const first = entries.find(
    ({ event, at }) => event === 'DeploymentStarted' && at >= enteredAt(entries, production),
  );
  const recovered = failed ? recoverySeconds(release, takenBack, around, foundAt) : undefined;
  return {
    release: id,
    pipeline,
    owner,
    endedAt: end.at,
    isPromoted,
    ...(isPromoted && { lead: leadTimeOf(release, entries) }),
    carried: isPromoted
      ? passedBy.map((each) => ({ total: secondsBetween(builtAt(each), end.at) }))
      : [],
    failed,
    rolledBackByItself,
    falseRollback,
    missed,
    isRework: isBroken || entries.some(({ event }) => event === 'FixMarked'),
    ...(foundAt && first && { detectSeconds: secondsBetween(first.at, foundAt) }),
    ...(end.safe && { safeSeconds: end.safe.seconds }),
    ...(recovered !== undefined && { recoverySeconds: recovered }),
    exposedSeconds: exposedSeconds(service, release, entries, now),
  };
}

function reaches(entries: readonly LedgerEntry[], production: string): boolean {
  return entries.some(({ event, subject }) => event === 'WaveStarted' && isIn(subject, production));
}

function enteredAt(entries: readonly LedgerEntry[], production: string): string {
  const entered = entries.find(
    ({ event, subject }) => event === 'WaveStarted' && isIn(subject, production),
  );
  return entered?.at ?? '';
}

function isIn(subject: string, stage: string): boolean {
  return subject === stage || subject.startsWith(`${stage}/`);
}

/** When an alarm, the judge or a test has proven harm. */
function harmFoundAt(entries: readonly LedgerEntry[]): string | undefined {
  return entries.find(
    ({ event, text }) =>
      event === 'HarmFound' ||
      (event === 'BakeEnded' && text.startsWith('bake ended, fail')) ||
      (event === 'TestEnded' && / ended, fail/.test(text)),
  )?.at;
}

/** The first build of the commit: when it was committed is not told. */
function builtAt({ revision }: Release): string {
  return revision.firstBuild?.startedAt ?? revision.build.startedAt;
}

function leadTimeOf(release: EndedRelease, entries: readonly LedgerEntry[]): LeadTime {
  const { startedAt, end } = release;
  return {
    total: secondsBetween(builtAt(release), end.at),
    building: secondsBetween(builtAt(release), startedAt),
    ...timeSpent(entries, startedAt, end.at),
  };
}

/** Until it was taken back, by itself or by hand; else until the next one is promoted. */
function recoverySeconds(
  { end, startedAt }: EndedRelease,
  takenBack: EndedRelease | undefined,
  { own }: Around,
  foundAt: string | undefined,
): number | undefined {
  if (end.outcome === 'RolledBack')
    return end.safe?.seconds ?? secondsBetween(foundAt ?? end.at, end.at);
  const since = foundAt ?? (takenBack ? takenBack.startedAt : end.at);
  const mended = own.find(
    (each) => each.end.outcome === 'Promoted' && each.end.at > end.at && each.startedAt > startedAt,
  );
  const back = takenBack?.end.outcome === 'RolledBack' ? takenBack.end.at : undefined;
  const until = [back, mended?.end.at].filter((at) => at !== undefined).toSorted()[0];
  return until === undefined ? undefined : secondsBetween(since, until);
}

function exposedSeconds(
  { pipeline, entries: all }: Measured,
  { id, end }: EndedRelease,
  entries: readonly LedgerEntry[],
  now: string,
): number {
  if (end.outcome === 'Promoted') return 0;
  const deployed = entries.filter(({ event }) => event === 'DeploymentStarted');
  const targets = [...new Set(deployed.map(({ subject }) => subject))];
  const exposing = {
    ...{ id, pipeline, kind: 'release' as const, outcome: end.outcome },
    waves: [{ stage: '', targets }],
  };
  return exposuresOf(exposing, all, now).reduce((sum, { seconds }) => sum + seconds, 0);
}

function secondsBetween(from: string, until: string): number {
  return Math.max(0, (Date.parse(until) - Date.parse(from)) / 1000);
}
