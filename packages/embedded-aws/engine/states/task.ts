import type { TaskState } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { type Failure, StateFailure } from '../failure.ts';
import { serviceOf, type TaskEvents, taskEvents } from '../history/task-events.ts';
import type { Json } from '../json.ts';
import { attempt, failState, leaveState } from '../leave-state.ts';
import { TASK_SECONDS } from '../limits.ts';
import { wholeNumber } from '../numbers.ts';
import { checkPayload } from '../payload.ts';
import type { Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';
import { type TaskWatch, watchTask } from '../task-watch.ts';

/** One try of a task. */
interface Try {
  readonly visit: Visit;
  readonly state: TaskState;
  readonly watch: TaskWatch;
  readonly events: TaskEvents;
}

/** Does the work of one try; a retry comes back here, and has a new token. */
export function runTask(visit: Visit, state: TaskState): void {
  const { strand } = visit;
  const watch = watchTask(strand);
  const events = taskEvents(state.resource);
  const turn: Try = { visit, state, watch, events };
  visit.stop = () => watch.end('left');
  visit.token = waitsForToken(state) ? issueToken(turn) : undefined;
  const input = taskInput(visit, state);
  const timeout = seconds(visit, state, 'TimeoutSeconds');
  const heartbeat = seconds(visit, state, 'HeartbeatSeconds');
  events.scheduled(strand, input, timeout, heartbeat);
  events.started(strand);
  watch.after(timeout, () => timeOut(turn));
  doWork(turn, input, heartbeat);
}

function taskInput(visit: Visit, state: TaskState): Json {
  const around = surroundings(visit);
  if (state.credentials) evaluateTemplate(state.credentials, around);
  if (!state.arguments) return visit.input;
  const input = evaluateTemplate(state.arguments, around);
  checkPayload(input, state.name);
  return input;
}

function seconds(visit: Visit, state: TaskState, field: 'TimeoutSeconds' | 'HeartbeatSeconds') {
  const template = field === 'TimeoutSeconds' ? state.timeoutSeconds : state.heartbeatSeconds;
  return wholeNumber(visit, template, field, { least: 1, most: TASK_SECONDS });
}

/** Starts the work and follows it to the answer, the job's end or the token's. */
function doWork(turn: Try, input: Json, heartbeat: number | undefined): void {
  const { visit, state, watch, events } = turn;
  visit.strand.runtime.stir();
  const { answered, finished, stop } = visit.strand.walk.runTask(visit, state, input);
  const missed = () => timeOut(turn, 'States.HeartbeatTimeout');
  const byToken = waitsForToken(state);
  if (stop) watch.onEnd((how) => how === 'left' && stop());
  if (!byToken) watch.expectBeats(heartbeat, missed);
  follow(turn, answered, (answer) => {
    if (!byToken && !finished) return succeed(turn, answer);
    checkResult(turn, answer);
    events.submitted(visit.strand, answer);
    // The heartbeat's clock starts when the function has returned.
    if (byToken) watch.expectBeats(heartbeat, missed);
  });
  if (finished) follow(turn, finished, (result) => succeed(turn, result));
}

function follow(turn: Try, work: Promise<Json>, then: (result: Json) => void) {
  const { visit, watch } = turn;
  work.then(
    (result) => watch.soon(() => attempt(visit, () => then(result))),
    (error: unknown) => watch.soon(() => fail(turn, asFailure(error))),
  );
}

function asFailure(error: unknown): Failure {
  if (error instanceof StateFailure) return error.failure;
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { error: 'States.Runtime', cause };
}

function waitsForToken({ resource }: TaskState): boolean {
  return 'pattern' in resource && resource.pattern === 'waitForTaskToken';
}

/** The first answer counts: the token is closed at once, and the strand goes on soon. */
function issueToken(turn: Try): string {
  const { visit, watch } = turn;
  const { runtime, execution } = visit.strand;
  const { account, region } = execution.revision;
  const answer = (run: () => void) => {
    runtime.tokens.close(token);
    watch.soon(() => attempt(visit, run));
  };
  const token = runtime.tokens.issue({
    account,
    region,
    execution: execution.arn,
    succeed: (output) => answer(() => succeed(turn, output)),
    fail: (failure) => answer(() => fail(turn, failure)),
    heartbeat: watch.beat,
  });
  watch.onEnd(() => runtime.tokens.close(token));
  return token;
}

function succeed(turn: Try, result: Json): void {
  const { visit, state, watch, events } = turn;
  watch.end('answered');
  checkResult(turn, result);
  events.succeeded(visit.strand, result);
  leaveState(visit, { keeps: state, output: result, next: state.next, extra: { result } });
}

function checkResult({ visit, state, events }: Try, result: Json): void {
  try {
    checkPayload(result, serviceOf(state.resource));
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    events.failed(visit.strand, error.failure);
    const { error: name = '', cause } = error.failure;
    throw new StateFailure(name, cause, { ofResult: true });
  }
}

function fail({ visit, watch, events }: Try, failure: Failure): void {
  watch.end('answered');
  events.failed(visit.strand, failure);
  failState(visit, failure);
}

function timeOut({ visit, watch, events }: Try, alias?: string): void {
  watch.end('left');
  events.timedOut(visit.strand);
  failState(visit, { error: 'States.Timeout', ...(alias === undefined ? {} : { alias }) });
}
