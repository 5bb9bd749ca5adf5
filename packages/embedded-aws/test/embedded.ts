// A fresh embedded AWS for one test, and a way to play a piece of client code on its clock.

import { type VirtualClock, virtualClock } from '../clock.ts';
import { type EmbeddedAws, type EmbeddedAwsOptions, embeddedAws } from '../embedded-aws.ts';

export const home = { account: '111122223333', region: 'us-east-1' };

export interface Embedded {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  /** Runs client code, which may await SDK calls and the clock only, to its end on the virtual clock. */
  play<T>(run: () => Promise<T>): Promise<T>;
  /** Runs the world's own code, which may also await invocations, to its end. */
  drive<T>(run: () => Promise<T>): Promise<T>;
}

export function embedded(options: Partial<EmbeddedAwsOptions> = {}, seed = 1): Embedded {
  const clock = virtualClock({ startAt: new Date('2026-11-20T14:00:00Z'), seed });
  const aws = embeddedAws({ clock, ...home, ...options });

  async function drive<T>(run: () => Promise<T>): Promise<T> {
    let settled = false;
    const end = run().finally(() => {
      settled = true;
    });
    end.catch(() => {});
    await clock.play(() => settled);
    return end;
  }

  return { aws, clock, drive, play: (run) => drive(() => clock.track(run)) };
}

/** The name of the error that a promise rejects with; fails when it does not. */
export async function errorName(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => {
      throw new Error('Expected an error, got none.');
    },
    (error: Error) => error.name,
  );
}
