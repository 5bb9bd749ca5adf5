// What a person may stop where they look on: how it stands there, and what a press would say.

import { stopCommand } from '../command/scope-words.ts';
import { seenOf } from '../command/seen.ts';
import {
  type Hold,
  heldAt,
  type Scope,
  scopeText,
  standingAt,
  stopsText,
  withoutFreezes,
} from '../hold.ts';

export interface StopOffer {
  readonly scope: Scope;
  /** How it stands: `open`, or `held since … by …: …`. */
  readonly stands: string;
  /** Whether somebody has stopped it already: then nothing is offered but the command that lets it go on. */
  readonly isHeld: boolean;
  /** What a press brings with it, whole. */
  readonly press: StopPress;
  /** The same for whoever has a terminal. */
  readonly command: string;
}

/** As the function reads it again. What it has seen must still be so; the same key does nothing twice. */
export interface StopPress {
  readonly scope: string;
  readonly seen: string;
  readonly key: string;
}

/** What a press came to. */
export interface Pressed {
  readonly came: 'done' | 'again' | 'resumed' | 'stale' | 'refused' | 'unsure';
  /** Why, where it was refused. */
  readonly why?: string;
  /** What else a person should know, a line each. */
  readonly notes: readonly string[];
  /** How it stands now; nothing where there is no such thing, or it cannot be read. */
  readonly now?: StopOffer | undefined;
}

/** Of one scope, with the hold that is kept of it, as it stands then. */
export function stopOffer(scope: Scope, hold: Hold | undefined, now: Date): StopOffer {
  const name = scopeText(scope);
  const standing = standingAt(hold, now);
  // As "hold" and "stop-the-line" tell what they go by.
  const seen = seenOf({ stops: standing?.stops ?? [] });
  return {
    scope,
    stands: standing ? stopsText(standing) : 'open',
    isHeld: heldAt(withoutFreezes(hold), now) !== undefined,
    press: { scope: name, seen, key: `w-${seenOf({ name, seen, at: now.toISOString() })}` },
    command: stopCommand(scope),
  };
}
