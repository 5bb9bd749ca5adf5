// CloudWatch Synthetics: canaries, their runs, and the event at the end of each.

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Call, type Service, type Tags } from '../service.ts';
import type { Emit } from './events/event.ts';
import { number, parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface CanaryEnd {
  readonly state: 'PASSED' | 'FAILED';
  /** Of one that failed: its script, or what runs it. */
  readonly code?: 'CANARY_FAILURE' | 'EXECUTION_FAILURE';
  readonly seconds: number;
}

export interface Canary {
  readonly name: string;
  readonly tags?: Tags;
  /** Asked as a run begins; for ever where it never ends. */
  readonly run: () => CanaryEnd;
  /** How often it runs by itself once it was started; without it, once for each start. */
  readonly everySeconds?: number;
}

interface Run {
  readonly id: string;
  readonly startedAt: number;
  endedAt?: number;
  end?: CanaryEnd;
}

interface Kept extends Canary {
  state: 'READY' | 'STARTING' | 'RUNNING' | 'STOPPED';
  startedAt?: number;
  /** The newest first. */
  readonly runs: Run[];
}

export interface Synthetics {
  readonly service: Service;
  add(place: Place, canary: Canary): void;
  remove(place: Place, name: string): void;
}

/** A canary is started, and begins its first run later. */
const STARTING_SECONDS = 4;

const Named = z.object({ Name: text });
const Runs = Named.extend({ MaxResults: number.pipe(z.int().min(1).max(100)).default(20) });

export function synthetics(clock: VirtualClock, emit: Emit): Synthetics {
  const canaries = places(() => new Map<string, Kept>());
  const ids = clock.chance.stream('canary runs');

  function named(Name: string, call: Call): Kept {
    const canary = canaries.at(call).get(Name);
    if (canary) return canary;
    throw new AwsError('ResourceNotFoundException', `Canary ${Name} is not found.`, 404);
  }

  function start(input: unknown, call: Call) {
    const canary = named(parseInput(Named, input).Name, call);
    const { state } = canary;
    if (state === 'STARTING' || state === 'RUNNING')
      throw new AwsError('ConflictException', `The canary is in the ${state} state already.`, 409);
    canary.state = 'STARTING';
    canary.startedAt = clock.millis();
    clock.at(clock.millis() + STARTING_SECONDS * 1000, () => begin(canary, call));
    return {};
  }

  function get(input: unknown, call: Call) {
    return { Canary: canaryForm(named(parseInput(Named, input).Name, call)) };
  }

  function begin(canary: Kept, { account, region }: Place): void {
    const { everySeconds } = canary;
    const run: Run = { id: ids.uuid(), startedAt: clock.millis() };
    canary.state = 'RUNNING';
    canary.runs.unshift(run);
    const end = canary.run();
    if (everySeconds !== undefined)
      clock.at(clock.millis() + everySeconds * 1000, () => begin(canary, { account, region }));
    if (end.seconds === Number.POSITIVE_INFINITY) return;
    clock.at(clock.millis() + end.seconds * 1000, () => {
      run.endedAt = clock.millis();
      run.end = end;
      if (everySeconds === undefined) canary.state = 'STOPPED';
      emit(eventOf(canary.name, run.id, end, { account, region }));
    });
  }

  function runs(input: unknown, call: Call) {
    const { Name, MaxResults } = parseInput(Runs, input);
    const newest = named(Name, call).runs.slice(0, MaxResults);
    return { CanaryRuns: newest.map((run) => form(Name, run)) };
  }

  return {
    service: {
      id: 'synthetics',
      operations: { GetCanary: get, GetCanaryRuns: runs, StartCanary: start },
      tagsOf: (arn, call) => canaries.at(call).get(arn.split(':canary:')[1] ?? '')?.tags,
    },
    add: (place, canary) =>
      void canaries.at(place).set(canary.name, { ...canary, state: 'READY', runs: [] }),
    remove: (place, name) => void canaries.at(place).delete(name),
  };
}

/** A rate of nothing is once for each start. */
function canaryForm({ name, state, startedAt, everySeconds = 0, tags }: Kept) {
  const minutes = everySeconds / 60;
  return {
    Name: name,
    Schedule: { Expression: `rate(${minutes} ${minutes > 1 ? 'minutes' : 'minute'})` },
    Status: { State: state },
    Timeline: startedAt === undefined ? {} : { LastStarted: startedAt / 1000 },
    Tags: tags ?? {},
  };
}

function form(Name: string, { id, startedAt, endedAt, end }: Run) {
  return {
    Id: id,
    Name,
    Status: {
      State: end?.state ?? 'RUNNING',
      ...(end?.code && { StateReasonCode: end.code, StateReason: 'as the world has it' }),
      TestResult: end?.state ?? 'UNKNOWN',
    },
    Timeline: {
      Started: startedAt / 1000,
      ...(endedAt !== undefined && { Completed: endedAt / 1000 }),
    },
  };
}

function eventOf(name: string, run: string, { state }: CanaryEnd, { account, region }: Place) {
  return {
    source: 'aws.synthetics',
    'detail-type': `Synthetics Canary TestRun ${state === 'PASSED' ? 'Successful' : 'Failure'}`,
    account,
    region,
    detail: {
      'account-id': account,
      'canary-name': name,
      'canary-run-id': run,
      'test-run-status': state,
    },
  };
}
