// What people do in a scenario: in the console, with the very calls it makes, or by the command line.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { Ports } from '../../flows/ports.ts';
import { intendStart, startByHand } from '../../flows/start-by-hand.ts';
import type { Stack } from '../stack/stack.ts';
import { giveCommand } from './give-command.ts';
import type { Heed } from './heed.ts';
import type { Pipelines } from './pipelines.ts';
import { home } from './place.ts';
import type { Revisions } from './revisions.ts';
import type { PersonStep } from './scenario.ts';
import type { TurnedAway } from './turned-away.ts';

export interface PeopleParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly stack: Stack;
  readonly revisions: Revisions;
  readonly pipelines: Pipelines;
  readonly onlooker: Ports;
  readonly heed: Heed;
  readonly turnedAway: TurnedAway;
}

type Stop = Extract<PersonStep, { does: 'stop' }>;
type Start = Extract<PersonStep, { does: 'start' }>;
type Named = Exclude<PersonStep, Stop>;

interface Listed {
  readonly executions: readonly { readonly executionArn: string; readonly name: string }[];
}

/** Somebody acts at a time, or as a function makes a call; `done` is called once whoever has a time has acted. */
export function schedulePerson(parts: PeopleParts, step: PersonStep, done: () => void): void {
  // Tracked: the world must not go on while the person looks for what to stop.
  const tracked = () => parts.clock.track(() => act(parts, step));
  const { at, onCall } = step;
  if (onCall) parts.heed(onCall, () => void tracked());
  if (at === undefined) return;
  parts.clock.at(parts.startAt.getTime() + secondsIn(at) * 1000, () => {
    tracked().then(done, done);
  });
}

/** Who is refused is told so, as at a command line, and nothing has happened. */
async function act(parts: PeopleParts, step: PersonStep): Promise<void> {
  try {
    await actAs(parts, step);
  } catch (thrown) {
    parts.turnedAway.refuse(deedOf(parts, step), thrown);
  }
}

async function actAs(parts: PeopleParts, step: PersonStep): Promise<void> {
  if (step.does === 'stop') return stop(parts, step);
  if (step.does === 'start' && step.input !== undefined) return startExecution(parts, step.input);
  if (step.does === 'start') return start(parts, step);
  const { by: as, pipeline, reason } = namedBy(parts, step);
  const body = { pipeline, reason: reason || 'they gave none', what: whatBy(parts, step) };
  return giveCommand(parts, { as, command: step.does, body });
}

/** As they said it: by the scenario’s names. */
function deedOf(parts: PeopleParts, step: PersonStep) {
  const { does } = step;
  if (does === 'stop') {
    const what =
      step.revision === undefined ? step.execution : `${step.execution} of ${step.revision}`;
    return { by: arnOf('somebody'), does, pipeline: parts.pipelines[0].pipeline, what };
  }
  const { by, pipeline } = namedBy(parts, step);
  return { by, does, pipeline, what: String(step.release ?? 'latest') };
}

async function startExecution({ aws, stack }: PeopleParts, input: unknown): Promise<void> {
  const stateMachineArn = stack.environment.TIDEGATE_RELEASE_MACHINE;
  const asked = { stateMachineArn, input: JSON.stringify(input ?? {}) };
  await aws.callService('states', 'StartExecution', asked, home);
}

/** As `tidegate start` does it. */
async function start(parts: PeopleParts, step: Start): Promise<void> {
  const { admit, stepBack, retry, release } = step;
  const wanted = release === undefined ? undefined : whatBy(parts, step);
  const permits = { admit, stepBack, retry, permitSeconds: PERMIT_SECONDS };
  const wish = { ...namedBy(parts, step), ...permits, wanted };
  await startByHand(parts.onlooker, wish, await intendStart(parts.onlooker, wish));
}

const PERMIT_SECONDS = 86_400;

function namedBy({ pipelines }: PeopleParts, { as, pipeline, reason }: Named) {
  return { pipeline: pipeline ?? pipelines[0].pipeline, by: arnOf(as), reason };
}

function arnOf(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:aws:sts::${home.account}:assumed-role/people/${name}`;
}

/** A revision of the scenario is meant by its name: whoever lives in that world would say its commit. */
function whatBy({ revisions }: PeopleParts, { release }: Named): string {
  const said = String(release ?? 'latest');
  return revisions.builtOf(said) ?? said;
}

async function stop(parts: PeopleParts, step: Stop): Promise<void> {
  const error = 'StoppedByHand';
  const cause = step.reason;
  const running = await executionsToStop(parts, step);
  if (running.length === 0)
    throw new Failure('Refused', 'expected an execution that runs, got none to stop');
  for (const executionArn of running) {
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
    const machine = stack.machines.find((each) => each.name === `tidegate-${execution}-local`);
    if (!machine) throw new Error(`Expected a machine for each ${execution}, got none.`);
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
