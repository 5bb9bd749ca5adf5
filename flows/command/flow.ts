// What each command is: what it would do as things are, and how it is done.

import type { Intent } from '../../core/command/answer.ts';
import type { CommandsOf, Permission } from '../../core/command/permission.ts';
import type { Person } from '../../core/command/person.ts';
import type { BodyOf, CommandName } from '../../core/command/words.ts';
import type { Ports } from '../ports.ts';
import type { Whose } from './whose.ts';

/** A command as it was given. */
export interface Order<Name extends CommandName> {
  readonly body: BodyOf<Name>;
  readonly by: Person;
  /** When it was first given: it touches nothing that came since. */
  readonly at: string;
  /** The path by which it came: `/let/start`. */
  readonly door: string;
  /** Of a start that `retry` has made: for the targets alone that are behind what it starts. */
  readonly behind?: boolean;
}

export interface Did {
  /** What was done, a line each. */
  readonly did: readonly string[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface CommandFlow<Name extends CommandName> {
  /** Whose matter it is: asked before anything else. What is not there is nobody's, which `intend` says better. */
  whose(ports: Ports, order: Order<Name>): Promise<readonly Whose[]>;
  /** Throws `Refused` where it could not succeed, with what would be right. */
  intend(ports: Ports, order: Order<Name>): Promise<Intent>;
  /**
   * Does it. Whoever did it before may have died half-way: what is done already is found so, and not done again.
   * Throws `Stale` where somebody has changed what it goes by meanwhile.
   */
  act(ports: Ports, order: Order<Name>, intent: Intent): Promise<Did>;
}

/** The commands of a function: those of its permission, and no others are in its bundle. */
export type FlowsOf<Needed extends Permission> = {
  readonly [Name in CommandsOf<Needed>]?: CommandFlow<Name>;
};

/** All of them. */
export type AllFlowsOf<Needed extends Permission> = Required<FlowsOf<Needed>>;
