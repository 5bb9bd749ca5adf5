// What people do in a scenario: in the console, with the very calls it makes.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { Ports } from '../../flows/ports.ts';
import type { Stack } from '../stack/serverless-file.ts';
import type { Heed } from './heed.ts';
import { home } from './place.ts';
import type { Revisions } from './revisions.ts';
import type { PersonStep } from './scenario.ts';

export interface PeopleParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly stack: Stack;
  readonly revisions: Revisions;
  readonly onlooker: Ports;
  readonly heed: Heed;
}

type Stop = Extract<PersonStep, { does: 'stop' }>;

interface Listed {
  readonly executions: readonly { readonly executionArn: string; readonly name: string }[];
}

/** Somebody acts at a time, or as a function makes a call; `done` is called once whoever has a time has acted. */
export function schedulePerson(parts: PeopleParts, step: PersonStep, done: () => void): void {
  // Tracked: the world must not go on while the person looks for what to stop.
  const act = () => (step.does === 'stop' ? stop(parts, step) : start(parts, step.input));
  const { at, onCall } = step;
  if (onCall) parts.heed(onCall, () => void parts.clock.track(act));
  if (at === undefined) return;
  parts.clock.at(parts.startAt.getTime() + secondsIn(at) * 1000, () => {
    parts.clock.track(act).then(done, done);
  });
}

async function start({ aws, stack }: PeopleParts, input: unknown): Promise<void> {
  const stateMachineArn = stack.environment.TIDEGATE_RELEASE_MACHINE;
  const asked = { stateMachineArn, input: JSON.stringify(input ?? {}) };
  await aws.callService('states', 'StartExecution', asked, home);
}

async function stop(parts: PeopleParts, step: Stop): Promise<void> {
  const error = 'StoppedByHand';
  const cause = step.reason;
  for (const executionArn of await executionsToStop(parts, step)) {
    await parts.aws.callService('states', 'StopExecution', { executionArn, error, cause }, home);
  }
}

/** A release's own execution, or the children that bear its id in their names. */
async function executionsToStop(
  { aws, stack, onlooker, revisions }: PeopleParts,
  { execution, revision }: Stop,
) {
  const arns: string[] = [];
  for (const open of await onlooker.table.list(ranges.open())) {
    const release = await onlooker.table.get(keys.release(open.pipeline, open.release));
    const name = release && revisions.nameOf(release.revision.digest.replace('sha256:', ''));
    if (revision !== undefined && name !== revision) continue;
    if (execution === 'release') {
      arns.push(open.execution);
      continue;
    }
    const machine = stack.machines.find((each) => each.name === `tidegate-${execution}-local`)!;
    const asked = { stateMachineArn: machine.arn, statusFilter: 'RUNNING' };
    const { executions } = (await aws.operate('states', 'ListExecutions', asked, home)) as Listed;
    arns.push(
      ...executions
        .filter((each) => each.name.startsWith(`${open.release}-`))
        .map((each) => each.executionArn),
    );
  }
  return arns;
}
