// How a service deployment ends: it has arrived, it is over, or it goes back.

import type { Place } from '../places.ts';
import { deploymentEvent } from './events.ts';
import { openRunOf, type Revision, type Run, strategyOf } from './service.ts';
import type { EcsStore } from './store.ts';
import { noteTraffic } from './traffic.ts';

/** Tasks that are there get their traffic back; others are started anew. */
const BACK_SECONDS = { shifted: 5, rolling: 60 } as const;

export function later({ clock }: EcsStore, { timers }: Run, seconds: number, go: () => void): void {
  timers.push(clock.at(clock.millis() + seconds * 1000, go));
}

export function shift(store: EcsStore, run: Run, share: number): void {
  run.share = share;
  const { service, target } = run;
  noteTraffic(store, service, [
    { ...service.current, share: 1 - share },
    { ...target, share },
  ]);
  if (share === 1) service.current = target;
  tell(store, share === 1 ? 'arrives' : 'shifts', run);
}

export function succeed(store: EcsStore, run: Run): void {
  finish(store, run, 'SUCCESSFUL');
  run.service.hasCompleted = true;
  store.emit(deploymentEvent(run, 'SERVICE_DEPLOYMENT_COMPLETED', 'completed.'));
}

export function finish(store: EcsStore, run: Run, status: Run['status'], reason?: string): void {
  for (const cancel of run.timers.splice(0)) cancel();
  run.status = status;
  run.finishedAt = store.clock.now();
  if (reason !== undefined) run.reason = reason;
}

/** Somebody asks for what went before. */
export function requestBack(store: EcsStore, run: Run): void {
  for (const cancel of run.timers.splice(0)) cancel();
  run.status = 'ROLLBACK_REQUESTED';
  const reason = 'Service deployment rolled back because of a user request.';
  later(store, run, 1, () => goBack(store, run, reason));
}

export function goBack(store: EcsStore, run: Run, reason: string): void {
  for (const cancel of run.timers.splice(0)) cancel();
  const { service, source } = run;
  if (source === undefined) {
    finish(store, run, 'STOPPED', `${reason} There is nothing to roll back to.`);
    return;
  }
  run.status = 'ROLLBACK_IN_PROGRESS';
  run.reason = reason;
  run.rollback = { reason, startedAt: store.clock.now() };
  const isRolling = strategyOf(run.configuration) === 'ROLLING';
  service.definition = source.definition;
  if (!isRolling) arriveBack(store, run, source);
  store.emit(deploymentEvent(run, 'SERVICE_DEPLOYMENT_IN_PROGRESS', 'rollback in progress.'));
  later(store, run, isRolling ? BACK_SECONDS.rolling : BACK_SECONDS.shifted, () => {
    if (isRolling) arriveBack(store, run, source);
    finish(store, run, 'ROLLBACK_SUCCESSFUL');
    store.emit(deploymentEvent(run, 'SERVICE_DEPLOYMENT_COMPLETED', 'rollback completed.'));
  });
}

function arriveBack(store: EcsStore, run: Run, source: Revision): void {
  run.share = 0;
  run.service.current = source;
  noteTraffic(store, run.service, [{ ...source, share: 1 }]);
  tell(store, 'goesBack', run);
}

/** An alarm of the service fires while it is deployed to. */
export function alarmFired(store: EcsStore, name: string, place: Place): void {
  for (const service of store.states.at(place).services.values()) {
    const run = openRunOf(service);
    const { alarms } = run?.configuration ?? {};
    if (run?.alarms !== 'MONITORING' || !alarms?.alarmNames.includes(name)) continue;
    if (run.status !== 'IN_PROGRESS') continue;
    run.alarms = 'TRIGGERED';
    run.triggered = [name];
    const reason = 'Service deployment rolled back because of alarm(s).';
    if (alarms.rollback) goBack(store, run, reason);
  }
}

export function tell(
  { followers }: EcsStore,
  what: Parameters<EcsStore['followers'][0]>[0],
  run: Run,
) {
  for (const follower of followers) follower(what, run);
}
