// How a kind of target is changed and read: a few verbs. Each kind has a file here, named like it, which exports them
// apart, so that the bundle of a function holds only those that it uses.

import type { Deployment } from '../../core/deployment.ts';
import type { Shifting, Truth } from '../../core/found-truth.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Revision } from '../../core/revision.ts';
import type { Installed, Target as Item } from '../../core/target.ts';
import type { Ports } from '../ports.ts';

/** What is to be brought to a target. */
export interface Wanted<Target = TargetDefinition> {
  readonly pipeline: string;
  readonly target: Target;
  readonly doing: 'deploy' | 'rollBack';
  readonly revision: Revision;
  /** Known for a rollback; a deployment publishes one. */
  readonly functionVersion?: string;
  /** The version that the alias is to go out from, where an earlier try may have left it anywhere. */
  readonly outFrom?: string | undefined;
  /** By which it is found again: no other try, release or target has the same. */
  readonly mark: string;
  /** How long it may take. */
  readonly limitSeconds?: number;
}

/** The versions that a deployment goes between. */
export interface Versions {
  readonly functionVersion: string;
  readonly fromVersion: string;
}

/** What was begun on a target. */
export interface Begun<Target = TargetDefinition> {
  readonly pipeline: string;
  readonly target: Target;
  readonly id: string;
}

export interface Sought<Target = TargetDefinition> {
  readonly pipeline: string;
  readonly target: Target;
  readonly mark: string;
  /** Not begun before then: ISO 8601. */
  readonly since: string;
}

/** A target, with what the ledger says that it runs. */
export interface Said<Target = TargetDefinition> {
  readonly target: Target;
  readonly installed: Installed;
  /** Since when somebody else may have moved it: since it was begun to be installed, where that is known. */
  readonly since?: string;
  /** It is being brought there: nobody expects all of it to be there yet. */
  readonly shifting?: Shifting;
}

/** Reads what targets run, of which several may have been read together. */
export interface Reader<Target = TargetDefinition> {
  /** Undefined where what is read together could not be read. */
  read(said: Said<Target>): Promise<Truth | undefined>;
}

/**
 * Before a start an intent is written and the call is announced; what became of it is found by its mark, and
 * reconciled. So a hand that died is followed by another one, and what is done twice is done once.
 */
export interface Starts<Target = TargetDefinition> {
  /**
   * Brings near what the platform needs, and begins: to go forth at the target's pace, to go back as fast as it can.
   * Resolves to what was begun; undefined where the target has what is wanted. Between which versions it
   * goes is `noted` before anything moves, so that another hand can be told.
   *
   * Throws `NotReady` or `TargetBusy` where it is to be tried again, `Refused` where that would not help. May have
   * begun something although it fails: it is found.
   */
  start(
    ports: Ports,
    wanted: Wanted<Target>,
    noted: (versions: Versions) => Promise<void>,
  ): Promise<Started | undefined>;
}

/** What was begun, by the platform's name for it, and by the name that its events have where that is another. */
export type Started = Pick<Deployment, 'id' | 'alsoCalled'>;

export interface Finds<Target = TargetDefinition> {
  /** What was begun under a mark. */
  find(ports: Ports, sought: Sought<Target>): Promise<Deployment | undefined>;
  /** What the target is busy with, whoever began it. */
  running(ports: Ports, target: Target): Promise<Deployment | undefined>;
}

export interface Observes<Target = TargetDefinition> {
  observe(ports: Ports, begun: Begun<Target>): Promise<Deployment>;
}

export interface Stops<Target = TargetDefinition> {
  /** Asks for a stop; resolves also where it has ended already. */
  stop(ports: Ports, begun: Begun<Target>): Promise<void>;
}

export interface Reads<Target = TargetDefinition> {
  /** Says what runs: `quick` where a version's bytes need not be asked for. Reads together what it can. */
  reader(
    ports: Ports,
    all: readonly Said<Target>[],
    how: 'quick' | 'whole',
  ): Promise<Reader<Target>>;
}

export interface Settles<Target = TargetDefinition> {
  /** What the platform calls what the target has since a deployment has succeeded; undefined where it is not that. */
  settingAfter(ports: Ports, begun: Begun<Target>): Promise<string | undefined>;
}

export interface SendsBack<Target = TargetDefinition> {
  /**
   * Gives all of the traffic at once to the version that a stopped deployment went out from, which has the rest of
   * it still; resolves to what the platform calls that setting, or to why it is left there, where neither ever came
   * up. Throws `NotReady` where somebody has moved it just now.
   */
  sendBack(ports: Ports, target: Target, version: string): Promise<SentBack>;
}

export type SentBack = { readonly setting: string | undefined } | { readonly left: string };

/** Of what its platform holds half-way until it is told to go on. */
export interface Lets<Target = TargetDefinition> {
  /** Lets it go on from that very hold; resolves also where it has gone on already. */
  goOn(ports: Ports, begun: Begun<Target>, hold: string): Promise<void>;
  /**
   * What a release has brought there is over: what was held for a fast way back goes on, where its id says that it
   * stays, and nothing of Tidegate's holds what comes after. Done twice, it is done once.
   */
  finish(ports: Ports, target: Target, id: string | undefined): Promise<void>;
  /** Lets go on what is nobody's of Tidegate and is held all the same, for it took the place of what Tidegate began. */
  freeOthers(ports: Ports, target: Target): Promise<void>;
}

/** What is prepared on a platform, and changes nothing yet. */
export interface Prepared {
  /** The same changes have the same: whoever consents consents to these. */
  readonly digest: string;
  /** What it would change, for people. */
  readonly text: string;
  /** What its platform calls what is prepared; a change set, where it does not tell. */
  readonly word?: string;
  /** What of it may destroy data, each in words: somebody has to consent to it. */
  readonly destroys: readonly string[];
  /** It follows what has been carried out of the same deployment. */
  readonly follows?: true;
}

/** Of what its platform prepares first, to be looked at. */
export interface Carries<Target = TargetDefinition> {
  /** What is prepared; `unready` while the platform is at it, undefined where there is nothing to carry out. */
  prepared(ports: Ports, begun: Begun<Target>): Promise<Prepared | 'unready' | undefined>;
  /**
   * Resolves also where it is under way already. Absent where only functions that deploy may: `begin-prepared.ts`.
   * Whoever else finds that it may begin has the state that waits begin anew.
   */
  carryOut?(ports: Ports, begun: Begun<Target>): Promise<void>;
}

/** Of what does not answer by itself what it runs. */
export interface Asks<Target = TargetDefinition> {
  /** Begins to ask, once what was begun has brought something there; nothing where that was done. */
  ask(ports: Ports, begun: Begun<Target>): Promise<void>;
  /** Whether it has answered just now; begins to ask where it has not. */
  hasAnswered(ports: Ports, target: Target): Promise<boolean>;
}

/** Of what costs for as long as it is kept warm. */
export interface Cools<Target = TargetDefinition> {
  /** Keeps warm no more what a release, that is over, has left without traffic. Never fails. */
  cool(ports: Ports, target: Target, item: Item): Promise<void>;
}

/** Of what once ran, and is to be returned to. */
export interface Keeps<Target = TargetDefinition> {
  /** What the platform itself keeps of it: `version 4 of shop`; undefined where it keeps nothing. */
  keptAs(target: Target, point: Installed): string | undefined;
  /** Whether it still has that. */
  isKept(ports: Ports, target: Target, point: Installed): Promise<boolean>;
  /** Of what needs no artifact: by what it is made again where the platform has lost it. */
  madeAgain?(point: Installed): string;
  /** Whether the artifact lies where the target fetches it, besides where it was built. */
  hasCopy(ports: Ports, target: Target, digest: string): Promise<boolean>;
}
