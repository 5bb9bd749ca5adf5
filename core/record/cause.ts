// What made an entry of the ledger happen: another entry, found by what may cause what.

import { type LedgerEntry, type LedgerEvent, ledgerKey } from '../ledger.ts';

/** How a cause's subject stands to that of what it causes. */
type Relation = 'any' | 'same' | 'other' | 'related';

type Rule = readonly [event: LedgerEvent, relation: Relation];

/** Of several at one moment the first of its list counts. What is not listed begins by itself, or by a person. */
const CAUSES: { readonly [Event in LedgerEvent]?: readonly Rule[] } = {
  ReleaseStarted: [
    ['StartAsked', 'any'],
    ['BuildAdmitted', 'any'],
  ],
  RuleBroken: [['ReleaseStarted', 'any']],
  RuleWaived: [['ReleaseStarted', 'any']],
  ReleaseRefused: [
    ['RuleBroken', 'any'],
    ['StartAsked', 'any'],
  ],
  StageEntered: [
    ['RollbackStarted', 'any'],
    ['StageLeft', 'other'],
    ['ReleaseStarted', 'any'],
  ],
  GateShut: [
    ['WaveEnded', 'other'],
    ['StageLeft', 'other'],
    ['ReleaseStarted', 'any'],
  ],
  StageApproved: [['GateShut', 'related']],
  StageRejected: [['GateShut', 'related']],
  WaitSkipped: [['GateShut', 'related']],
  RegionSkipped: [['GateShut', 'any']],
  WaveStarted: [
    ['StageApproved', 'related'],
    ['WaitSkipped', 'related'],
    ['WaveEnded', 'other'],
    ['StageEntered', 'related'],
  ],
  DeploymentStarted: [
    ['RollbackStarted', 'any'],
    ['LegStarted', 'any'],
    ['WaveStarted', 'any'],
  ],
  ChangesFound: [['DeploymentStarted', 'same']],
  ChangesApproved: [['ChangesFound', 'same']],
  DeploymentEnded: [['DeploymentStarted', 'same']],
  LeftBehind: [
    ['DeploymentEnded', 'any'],
    ['RegionSkipped', 'any'],
  ],
  StopFailed: [['HarmFound', 'any']],
  HarmFound: [
    ['DeploymentStarted', 'any'],
    ['WaveStarted', 'same'],
  ],
  TestStarted: [
    ['DeploymentEnded', 'any'],
    ['WaveStarted', 'related'],
  ],
  TestEnded: [
    ['LegEnded', 'same'],
    ['TestStarted', 'same'],
  ],
  LegStarted: [
    ['LegEnded', 'same'],
    ['TestStarted', 'same'],
  ],
  LegEnded: [
    ['DeploymentEnded', 'any'],
    ['LegStarted', 'same'],
  ],
  BakeStarted: [
    ['RetryAsked', 'same'],
    ['TestEnded', 'related'],
    ['DeploymentEnded', 'any'],
    ['WaveStarted', 'same'],
  ],
  TrafficStarted: [['BakeStarted', 'same']],
  BakeExtended: [['BakeStarted', 'same']],
  BakeEnded: [
    ['BakeExtended', 'same'],
    ['BakeStarted', 'same'],
  ],
  AnswerAwaited: [
    ['BakeEnded', 'same'],
    ['TestEnded', 'related'],
  ],
  VerdictOverridden: [['AnswerAwaited', 'same']],
  RetryAsked: [['AnswerAwaited', 'same']],
  VerdictCorrected: [['BakeEnded', 'same']],
  WaveEnded: [
    ['VerdictOverridden', 'same'],
    ['StopAsked', 'any'],
    ['HarmFound', 'same'],
    ['BakeEnded', 'same'],
    ['TestEnded', 'related'],
    ['DeploymentEnded', 'any'],
    ['WaveStarted', 'same'],
  ],
  RevisionQuarantined: [
    ['RollbackAsked', 'any'],
    ['WaveEnded', 'any'],
    ['HarmFound', 'any'],
  ],
  StageHeld: [['RevisionQuarantined', 'any']],
  RollbackStarted: [
    ['RollbackAsked', 'any'],
    ['RevisionQuarantined', 'any'],
    ['WaveEnded', 'any'],
  ],
  HookStarted: [['RollbackStarted', 'any']],
  HookEnded: [['HookStarted', 'same']],
  RollbackEnded: [['RollbackStarted', 'any']],
  StageLeft: [
    ['RollbackEnded', 'any'],
    ['WaveEnded', 'related'],
    ['DeploymentEnded', 'any'],
    ['StageEntered', 'same'],
  ],
  StageFrozen: [['WaveEnded', 'related']],
  StageUnfrozen: [['StageFrozen', 'same']],
  QuarantineLifted: [['RevisionQuarantined', 'any']],
  ReleaseEnded: [
    ['RollbackEnded', 'any'],
    ['RollbackStarted', 'any'],
    ['StopAsked', 'any'],
    ['WaveEnded', 'any'],
    ['GateShut', 'any'],
    ['ReleaseStarted', 'any'],
  ],
  Resumed: [['Held', 'same']],
  Unfrozen: [['Frozen', 'same']],
};

/** What lifts a stop is caused by that stop, whichever release it was of. */
const ACROSS_RELEASES: ReadonlySet<LedgerEvent> = new Set(['Resumed', 'Unfrozen', 'StageUnfrozen']);

/** Finds causes among all entries of a pipeline. */
export type Causes = (entry: LedgerEntry) => LedgerEntry | undefined;

/**
 * Looks causes up: the latest entry by then that may have caused it. What is written in one millisecond stands in no
 * order, so the subjects tell what was first: a stage is entered after another one was left, not after itself.
 *
 *     BakeEnded prod/one-box        →  BakeStarted prod/one-box
 *     RollbackStarted               →  RevisionQuarantined  →  WaveEnded  →  BakeEnded
 *     ReleaseStarted of a push      →  nothing
 */
export function causesIn(entries: readonly LedgerEntry[]): Causes {
  const byRelease = Map.groupBy(entries, ({ release }) => release);
  return (entry) => {
    const rules = CAUSES[entry.event];
    if (rules === undefined) return undefined;
    const among = ACROSS_RELEASES.has(entry.event) ? entries : (byRelease.get(entry.release) ?? []);
    let found: LedgerEntry | undefined;
    for (const [event, relation] of rules)
      for (const each of among) {
        if (each.event !== event || each.at > entry.at || !stands(relation, each, entry)) continue;
        if (found === undefined || each.at > found.at) found = each;
      }
    return found;
  };
}

/** The key of what caused it, by which it is found. */
export function causeKeyOf(causes: Causes, entry: LedgerEntry): string | undefined {
  const cause = causes(entry);
  return cause && ledgerKey(cause);
}

function stands(relation: Relation, { subject: a }: LedgerEntry, { subject: b }: LedgerEntry) {
  if (relation === 'any') return true;
  if (relation === 'same') return a === b;
  const isRelated = a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  return relation === 'related' ? isRelated : !isRelated;
}
