// What people do in a scenario: in the console, with the very calls it makes, or by the command line.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { Ports } from '../../flows/ports.ts';
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
type Rollback = Extract<PersonStep, { does: 'rollback' }>;

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
  if (step.does === 'stop' && step.release === undefined) return stop(parts, step);
  if (step.does === 'start' && step.input !== undefined)
    return startExecution(parts, 'release', step.input);
  if (step.does === 'rollback' && step.input !== undefined)
    return startExecution(parts, 'rollback', step.input);
  const { by: as, ...said } = namedBy(parts, step);
  const none = step.does === 'start' ? undefined : 'they gave none';
  const reason = said.reason || none;
  const body = { ...wordsOf(parts, step, said.pipeline), reason };
  return giveCommand(parts, { as, command: step.does, body });
}

/** What the command carries, as the command line would send it. */
function wordsOf(parts: PeopleParts, step: PersonStep, pipeline: string): object {
  switch (step.does) {
    case 'start': {
      const { admit, stepBack, retry, fixes, release } = step;
      const build = release === undefined ? undefined : buildBy(parts, pipeline, release);
      return { pipeline, build, admit, stepBack, retry, fixes, ...lastingOf(parts, step) };
    }
    case 'stop':
      return { pipeline, release: whatBy(parts, step) };
    case 'lift':
    case 'quarantine':
      return { pipeline, what: whatBy(parts, step) };
    case 'rollback':
      return { pipeline, ...rollbackWords(parts, step) };
    case 'approve':
    case 'reject': {
      const { stage } = step;
      const changes = 'changes' in step && step.changes && { changes: step.changes };
      return { pipeline, what: whatBy(parts, step), ...(stage && { stage }), ...changes };
    }
    case 'override':
    case 'retry':
    case 'skip-region':
    case 'skip-wait': {
      const release = step.release === undefined ? undefined : whatBy(parts, step);
      const stage = 'stage' in step && step.stage !== undefined && { stage: step.stage };
      const behind = 'behind' in step && { behind: step.behind };
      const region = 'region' in step && { region: step.region };
      return { pipeline, release, ...stage, ...behind, ...region, ...lastingOf(parts, step) };
    }
    case 'stop-the-line':
      return { scope: step.scope, ...lastingOf(parts, step) };
    case 'resume':
      return { scope: step.scope ?? scopeIn(pipeline, step.stage) };
    case 'freeze': {
      const { scope, stage, owner, from, until } = step;
      const times = { from: from && momentOf(parts, from), until: momentOf(parts, until) };
      return { scope: scope ?? scopeIn(pipeline, stage), owner, ...times };
    }
    case 'unfreeze':
      return step.scope === undefined ? { pipeline, stage: step.stage } : { scope: step.scope };
    default:
      return {
        pipeline,
        ...(step.stage !== undefined && { stage: step.stage }),
        ...lastingOf(parts, step),
      };
  }
}

function scopeIn(pipeline: string, stage: string | undefined): string {
  return stage === undefined ? `pipeline:${pipeline}` : `stage:${pipeline}/${stage}`;
}

function momentOf({ startAt }: PeopleParts, after: string): string {
  return new Date(startAt.getTime() + secondsIn(after) * 1000).toISOString();
}

/** What they say lasts until a time. */
function lastingOf({ clock, startAt }: PeopleParts, step: PersonStep): { forSeconds?: number } {
  if (!('until' in step) || step.until === undefined) return {};
  const until = startAt.getTime() + secondsIn(step.until) * 1000;
  return { forSeconds: Math.round((until - clock.millis()) / 1000) };
}

/** As they said it: by the scenario’s names. */
function deedOf(parts: PeopleParts, step: PersonStep) {
  const { does } = step;
  if (does === 'stop' && step.release === undefined) {
    const what =
      step.revision === undefined ? step.execution : `${step.execution} of ${step.revision}`;
    return { by: arnOf('somebody'), does, pipeline: parts.pipelines[0].pipeline, what };
  }
  const { by, pipeline } = namedBy(parts, step);
  const { release, stage, scope } = {
    release: undefined,
    stage: undefined,
    scope: undefined,
    ...step,
  };
  return { by, does, pipeline, what: String(release ?? scope ?? stage ?? 'latest') };
}

async function startExecution(
  { aws, stack }: PeopleParts,
  machine: 'release' | 'rollback',
  input: unknown,
): Promise<void> {
  const stateMachineArn = machineOf(stack, machine).arn;
  const asked = { stateMachineArn, input: JSON.stringify(input ?? {}) };
  await aws.callService('states', 'StartExecution', asked, home);
}

function rollbackWords(parts: PeopleParts, step: Rollback): object {
  const { release, to, scope, stage, target, overDrift } = step;
  return {
    ...(release !== undefined && { release: calledBy(parts, release) }),
    ...(to !== undefined && { to: calledBy(parts, to) }),
    ...(scope && { scope }),
    ...(stage && { stage }),
    ...(target && { target }),
    overDrift,
  };
}

function namedBy({ pipelines }: PeopleParts, { as, pipeline, reason }: PersonStep) {
  return { pipeline: pipeline ?? pipelines[0].pipeline, by: arnOf(as), reason };
}

function arnOf(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:aws:sts::${home.account}:assumed-role/people/${name}`;
}

function whatBy(
  parts: PeopleParts,
  { release }: { readonly release?: string | number | undefined },
): string {
  return calledBy(parts, release ?? 'latest');
}

/** Of a revision its last build is meant: of its commit there may be others. */
function buildBy(parts: PeopleParts, pipeline: string, named: string | number): string {
  const { project } = parts.pipelines.find((each) => each.pipeline === pipeline)?.source ?? {};
  const made = parts.turnedAway.made.findLast(
    (each) => each.project === project && each.revision === named,
  );
  return made ? (made.batch ?? made.arn) : calledBy(parts, named);
}

/** A revision of the scenario is meant by its name: whoever lives in that world would say its commit. */
function calledBy({ revisions }: PeopleParts, named: string | number): string {
  const said = String(named);
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

function machineOf(stack: Stack, kind: string) {
  const machine = stack.machines.find((each) => each.name === `tidegate-${kind}-local`);
  if (!machine) throw new Error(`Expected a machine for each ${kind}, got none.`);
  return machine;
}

/** A release's own execution, or the children that bear its id in their names. */
async function executionsToStop(
  { aws, stack, onlooker, revisions }: PeopleParts,
  { execution, revision }: Stop,
) {
  const arns: string[] = [];
  for (const open of (await onlooker.table.readable(ranges.open())).items) {
    const release = await onlooker.table.get(keys.release(open.pipeline, open.release));
    const name = release && revisions.nameOf(release.revision.digest.replace('sha256:', ''));
    if (revision !== undefined && name !== revision) continue;
    if (execution === 'release') {
      arns.push(open.execution);
      continue;
    }
    const machine = machineOf(stack, execution);
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
