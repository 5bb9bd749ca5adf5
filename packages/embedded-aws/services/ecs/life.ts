// The life of a service deployment over virtual time: how it begins, and the stages that it goes through.

import { finish, goBack, later, shift, succeed, tell } from './endings.ts';
import { deploymentEvent } from './events.ts';
import { pauseAt } from './pauses.ts';
import {
  type Configuration,
  groupOfNext,
  type Outcome,
  openRunOf,
  type Revision,
  type Run,
  type Service,
  type Stage,
  strategyOf,
} from './service.ts';
import type { EcsStore } from './store.ts';

const BEGIN_SECONDS = 1;
const SCALE_UP_SECONDS = 60;
const SHIFT_SECONDS = 10;
const CLEAN_UP_SECONDS = 30;
const ROLLING_STEPS = 4;
/** ECS's least threshold. */
const BREAKER_THRESHOLD = 3;

export function beginRun(store: EcsStore, service: Service, definition: string): Run {
  const { clock, chance } = store;
  const before = openRunOf(service);
  if (before) supersede(store, before);
  const group = groupOfNext(service);
  const target: Revision = { id: numberOf(chance), definition, createdAt: clock.now(), group };
  const run: Run = {
    id: chance.hex(21),
    eventId: `ecs-svc/${numberOf(chance)}`,
    service,
    createdAt: clock.now(),
    configuration: service.configuration,
    source: service.hasCompleted ? service.current : undefined,
    target,
    status: 'PENDING',
    hooks: [],
    share: 0,
    failedTasks: 0,
    breaker: service.configuration.deploymentCircuitBreaker?.enable ? 'MONITORING' : 'DISABLED',
    alarms: 'DISABLED',
    triggered: [],
    timers: [],
  };
  service.runs.push(run);
  service.definition = definition;
  later(store, run, BEGIN_SECONDS, () => start(store, run));
  return run;
}

function numberOf(chance: EcsStore['chance']): string {
  return `${Math.floor(chance.next() * 9e15) + 1e15}`;
}

/** A service has one deployment at a time: whoever comes later takes the place of the earlier. */
function supersede(store: EcsStore, run: Run): void {
  finish(store, run, 'STOPPED', 'Service deployment was stopped by a newer service deployment.');
}

function start(store: EcsStore, run: Run): void {
  run.status = 'IN_PROGRESS';
  run.startedAt = store.clock.now();
  run.alarms = alarmsOf(store, run);
  store.emit(deploymentEvent(run, 'SERVICE_DEPLOYMENT_IN_PROGRESS', 'in progress.'));
  tell(store, 'begins', run);
  const outcome = run.service.desiredCount === 0 ? NO_TASKS : scripted(store, run);
  if (strategyOf(run.configuration) === 'ROLLING') roll(store, run, outcome);
  else enter(store, run, shiftStages(run.configuration), outcome);
}

/** Where one fires already, ECS watches none of them for as long as the deployment lasts. */
function alarmsOf({ inAlarm }: EcsStore, { configuration, service }: Run): Run['alarms'] {
  const { alarms } = configuration;
  if (!alarms?.enable) return 'DISABLED';
  return alarms.alarmNames.some((name) => inAlarm(name, service)) ? 'DISABLED' : 'MONITORING';
}

/** Where a service wants none, none can fail: what is brought there succeeds. */
const NO_TASKS: Outcome = { seconds: 1 };

function scripted({ scripts }: EcsStore, run: Run): Outcome {
  return scripts.map((script) => script(run)).findLast((answer) => answer !== undefined) ?? {};
}

function roll(store: EcsStore, run: Run, { seconds = 120, fails, hangs }: Outcome): void {
  if (fails || hangs) {
    failTasks(store, run, { fails: fails === true, seconds });
    return;
  }
  for (let step = 1; step < ROLLING_STEPS; step += 1)
    later(store, run, (seconds * step) / ROLLING_STEPS, () =>
      shift(store, run, step / ROLLING_STEPS),
    );
  later(store, run, seconds, () => {
    shift(store, run, 1);
    succeed(store, run);
  });
}

/** Without a circuit breaker nobody ends it: tasks are started again and again. */
function failTasks(
  store: EcsStore,
  run: Run,
  { fails, seconds }: { readonly fails: boolean; readonly seconds: number },
): void {
  if (!fails || run.breaker === 'DISABLED') return;
  later(store, run, seconds, () => {
    if (run.service.desiredCount === 0) {
      shift(store, run, 1);
      succeed(store, run);
      return;
    }
    run.failedTasks = BREAKER_THRESHOLD;
    run.breaker = 'TRIGGERED';
    store.emit(
      deploymentEvent(run, 'SERVICE_DEPLOYMENT_FAILED', 'circuit breaker: tasks failed to start.'),
    );
    const reason =
      'Service deployment rolled back because the circuit breaker threshold was exceeded.';
    const isToGoBack = run.configuration.deploymentCircuitBreaker?.rollback;
    if (isToGoBack && run.source) goBack(store, run, reason);
    // With nothing to return to it stalls: nobody ends it.
    else if (!isToGoBack) finish(store, run, 'STOPPED', 'circuit breaker: tasks failed to start.');
  });
}

interface Step {
  readonly stage: Stage;
  readonly seconds: number;
  /** What of the traffic it moves. */
  readonly share?: number;
}

function shiftStages(configuration: Configuration): readonly Step[] {
  const steps = stepsOf(configuration).flatMap(({ share, seconds }): Step[] => [
    { stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT', seconds: 0 },
    { stage: 'PRODUCTION_TRAFFIC_SHIFT', seconds: SHIFT_SECONDS + seconds, share },
  ]);
  return [
    { stage: 'PRE_SCALE_UP', seconds: 0 },
    { stage: 'SCALE_UP', seconds: SCALE_UP_SECONDS },
    { stage: 'POST_SCALE_UP', seconds: 0 },
    { stage: 'POST_TEST_TRAFFIC_SHIFT', seconds: 0 },
    ...steps,
    { stage: 'POST_PRODUCTION_TRAFFIC_SHIFT', seconds: 0 },
    { stage: 'BAKE_TIME', seconds: (configuration.bakeTimeInMinutes ?? 0) * 60 },
    { stage: 'CLEAN_UP', seconds: CLEAN_UP_SECONDS },
  ];
}

/** The shares of its steps, each with how long it stays so before the next. */
function stepsOf(configuration: Configuration): { share: number; seconds: number }[] {
  const { linearConfiguration: linear, canaryConfiguration: canary } = configuration;
  switch (strategyOf(configuration)) {
    case 'CANARY': {
      const { canaryPercent = 5, canaryBakeTimeInMinutes = 10 } = canary ?? {};
      return [
        { share: canaryPercent / 100, seconds: canaryBakeTimeInMinutes * 60 },
        { share: 1, seconds: 0 },
      ];
    }
    case 'LINEAR': {
      const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = linear ?? {};
      const count = Math.ceil(100 / stepPercent);
      return Array.from({ length: count }, (_, index) => ({
        share: Math.min(1, (stepPercent * (index + 1)) / 100),
        seconds: index + 1 === count ? 0 : stepBakeTimeInMinutes * 60,
      }));
    }
    default:
      return [{ share: 1, seconds: 0 }];
  }
}

/** Enters the first of the stages; the others follow it, once nobody holds it any more. */
function enter(
  store: EcsStore,
  run: Run,
  [step, ...others]: readonly Step[],
  outcome: Outcome,
): void {
  if (step === undefined) {
    succeed(store, run);
    return;
  }
  run.stage = step.stage;
  if (step.share !== undefined) shift(store, run, step.share);
  const isComing = step.stage === 'SCALE_UP';
  if (isComing && (outcome.fails || outcome.hangs)) {
    failTasks(store, run, { fails: outcome.fails === true, seconds: SCALE_UP_SECONDS });
    return;
  }
  const seconds = (isComing ? outcome.seconds : undefined) ?? step.seconds;
  const goOn = () => enter(store, run, others, outcome);
  if (!pauseAt(store, run, step.stage, goOn)) later(store, run, seconds, goOn);
}
