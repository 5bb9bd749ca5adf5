// What came to nothing in a world: people who were refused, and builds that are no releases. No item tells of them.

import type { Place } from '@tidegate/embedded-aws/services/places';
import { IGNORED_BUILD } from '../../flows/ignore-build.ts';
import type { Log } from '../../flows/ports.ts';

/** A person was told that it cannot be, as at a command line. */
export interface RefusedDeed {
  readonly at: string;
  /** Who: an ARN. */
  readonly by: string;
  readonly does: string;
  readonly pipeline: string;
  /** What they asked it of, in their words. */
  readonly what: string;
  readonly reason: string;
}

export interface IgnoredBuild {
  readonly at: string;
  /** Whose release it could have been; null where it is nobody's. */
  readonly pipeline: string | null;
  /** Its ARN, or the file of an event that names none. */
  readonly build: string;
  /** The scenario's name for what it built, where it has one. */
  readonly revision: string | null;
  readonly reason: string;
}

export interface MadeBuild extends Place {
  readonly arn: string;
  readonly project: string;
  /** Whose source has made it, where that is no project. */
  readonly pipeline?: string;
  readonly revision: string;
  /** When it was told of. */
  readonly at: string;
  readonly batch?: string | undefined;
}

export interface TurnedAway {
  readonly deeds: readonly RefusedDeed[];
  readonly builds: readonly IgnoredBuild[];
  /** The builds of the scenario: each has a release, or is one of those that were ignored. */
  readonly made: readonly MadeBuild[];
  /** A log that hears of ignored builds, and passes on all it is told. */
  hearing(log: Log): Log;
  make(build: Omit<MadeBuild, 'at'>): void;
  refuse(deed: Omit<RefusedDeed, 'at' | 'reason'>, thrown: unknown): void;
  ignore(build: Omit<IgnoredBuild, 'at'>): void;
}

export function turnedAway(now: () => Date): TurnedAway {
  const deeds: RefusedDeed[] = [];
  const builds: IgnoredBuild[] = [];
  const made = new Map<string, MadeBuild>();

  function ignore(build: Omit<IgnoredBuild, 'at'>): void {
    const isKnown = (it: IgnoredBuild) =>
      it.build === build.build && it.pipeline === build.pipeline && it.reason === build.reason;
    if (!builds.some(isKnown)) builds.push({ at: now().toISOString(), ...build });
  }

  function hear(details: Readonly<Record<string, unknown>> = {}): void {
    const { build, pipeline, reason } = details as { [key: string]: string | undefined };
    if (build === undefined || reason === undefined) return;
    const revision = made.get(build)?.revision ?? null;
    ignore({ build, revision, pipeline: pipeline ?? null, reason });
  }

  return {
    deeds,
    builds,
    get made() {
      return [...made.values()];
    },
    hearing: (log) => ({
      ...log,
      info: (message, details) => {
        if (message === IGNORED_BUILD) hear(details);
        log.info(message, details);
      },
    }),
    make: (build) => void made.set(build.arn, { ...build, at: now().toISOString() }),
    refuse: (deed, thrown) => {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      deeds.push({ at: now().toISOString(), ...deed, reason });
    },
    ignore,
  };
}
