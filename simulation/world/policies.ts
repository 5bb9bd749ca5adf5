// The policies of a scenario: there from the beginning, or applied while releases run.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import { parsePolicy } from '../../core/practice/policy.ts';
import { applyPolicy } from '../../flows/policy.ts';
import type { Ports } from '../../flows/ports.ts';
import { addChannels } from './channels.ts';
import type { PolicyStep } from './scenario.ts';

export interface PolicyParts {
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly onlooker: Ports;
  readonly aws: EmbeddedAws;
}

/** Reads the policy, and applies it when its time comes: then `done` is called. Throws `Refused` for a wrong one. */
export async function schedulePolicy(
  { clock, startAt, onlooker, aws }: PolicyParts,
  { at, file }: PolicyStep,
  { readFile, done }: { readonly readFile: (path: string) => string; readonly done: () => void },
): Promise<void> {
  const policy = parsePolicy(readFile(file), file);
  addChannels(aws, clock, policy.messages ?? []);
  const seconds = secondsIn(at);
  if (seconds === 0) {
    await applyPolicy(onlooker, policy);
    done();
    return;
  }
  clock.at(startAt.getTime() + seconds * 1000, () => {
    // Tracked: the world must not go on while the policy is being written.
    clock.track(() => applyPolicy(onlooker, policy)).then(done, done);
  });
}
