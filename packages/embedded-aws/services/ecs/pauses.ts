// The pauses of a service deployment: each waits to be answered, for a time.

import { goBack, later } from './endings.ts';
import { hookEvent } from './events.ts';
import {
  type Hook,
  type HookAction,
  type HookConfiguration,
  isGoingBack,
  isOpen,
  type Run,
  type Stage,
} from './service.ts';
import type { EcsStore } from './store.ts';

/** ECS's own, where a pause does not say. */
const USUAL = { timeoutInMinutes: 1440, action: 'ROLLBACK' } as const;

/** Pauses where the deployment has a pause at this stage; answers whether it does. */
export function pauseAt(store: EcsStore, run: Run, stage: Stage, goOn: () => void): boolean {
  const pauses = (run.configuration.lifecycleHooks ?? []).filter(
    ({ targetType, lifecycleStages = [] }) =>
      targetType === 'PAUSE' && lifecycleStages.includes(stage),
  );
  run.hooks = pauses.map((pause) => hookFor(store, run, stage, pause));
  run.goOn = goOn;
  for (const hook of run.hooks) store.emit(hookEvent(run, hook));
  return pauses.length > 0;
}

function hookFor(store: EcsStore, run: Run, stage: Stage, pause: HookConfiguration): Hook {
  const { timeoutInMinutes = USUAL.timeoutInMinutes, action = USUAL.action } =
    pause.timeoutConfiguration ?? {};
  const seconds = timeoutInMinutes * 60;
  const hook: Hook = {
    id: `ecs-pause-${store.chance.hex(32)}`,
    stage,
    status: 'AWAITING_ACTION',
    expiresAt: new Date(store.clock.millis() + seconds * 1000),
    timeoutAction: action,
  };
  later(store, run, seconds, () => answerHook(store, run, hook, action, 'TIMED_OUT'));
  return hook;
}

export function answerHook(
  store: EcsStore,
  run: Run,
  hook: Hook,
  action: HookAction,
  status: 'SUCCEEDED' | 'TIMED_OUT' = 'SUCCEEDED',
): void {
  if (hook.status !== 'AWAITING_ACTION' || !isOpen(run) || isGoingBack(run)) return;
  hook.status = status;
  if (action === 'ROLLBACK') {
    const why = status === 'TIMED_OUT' ? 'a lifecycle hook timed out' : 'of a user request';
    goBack(store, run, `Service deployment rolled back because ${why}.`);
    return;
  }
  if (run.hooks.some((each) => each.status === 'AWAITING_ACTION')) return;
  const { goOn } = run;
  delete run.goOn;
  if (goOn) later(store, run, 1, goOn);
}
