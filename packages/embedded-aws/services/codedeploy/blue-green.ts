// A deployment to a group that has two of everything: what replaces comes up, waits where the group says so, gets the
// traffic, and what it replaces lives on for a time.

import { deploymentEvent } from './deployment-event.ts';
import type { Deployment, DeploymentError, DeploymentOutcome, WaitType } from './deployments.ts';
import { runHook } from './hooks.ts';
import type { Sides } from './sides.ts';
import type { CodeDeployStore } from './store.ts';
import { later } from './timers.ts';

interface Then {
  succeeded(): void;
  failed(error: DeploymentError): void;
  stopped(error: DeploymentError): void;
}

const COME_UP_SECONDS = 60;
const BACK_SECONDS = 5;
const FINISH_SECONDS = 5;

export function playBlueGreen(
  store: CodeDeployStore,
  deployment: Deployment,
  { sides, outcome }: { readonly sides: Sides; readonly outcome: DeploymentOutcome },
  then: Then,
): void {
  sides.begin();
  deployment.installsSince = store.clock.now();
  if (outcome.hangs) return;
  const seconds = outcome.seconds ?? (sides.isBack ? BACK_SECONDS : COME_UP_SECONDS);
  if (outcome.fails) {
    const { fails } = outcome;
    const usual = { code: 'HEALTH_CONSTRAINTS', message: 'What replaces did not come up.' };
    later(store, deployment, seconds / 2, () => then.failed(fails === true ? usual : fails));
    return;
  }
  const { failed } = then;
  later(store, deployment, seconds, () => {
    sides.install?.();
    runHook(store, deployment, 'AfterAllowTestTraffic', {
      succeeded: () => holdReady(store, deployment, sides, then),
      failed,
    });
  });
}

function holdReady(store: CodeDeployStore, deployment: Deployment, sides: Sides, then: Then): void {
  const { readyMinutes } = deployment.group.blueGreen ?? {};
  const goOn = () => {
    deployment.status = 'InProgress';
    const problem = sides.problem?.();
    if (problem) {
      later(store, deployment, FINISH_SECONDS, () => then.failed(problem));
      return;
    }
    runHook(store, deployment, 'BeforeAllowTraffic', {
      succeeded: () => move(store, deployment, sides, then),
      failed: then.failed,
    });
  };
  if (readyMinutes === undefined || sides.isBack) {
    goOn();
    return;
  }
  deployment.status = 'Ready';
  const message = 'The deployment was not continued before the end of its wait time.';
  const stopped = () => then.stopped({ code: 'TIMEOUT', message });
  wait(store, deployment, { type: 'READY_WAIT', minutes: readyMinutes, goOn, over: stopped });
  store.emit(deploymentEvent(deployment, 'READY'));
}

function move(store: CodeDeployStore, deployment: Deployment, sides: Sides, then: Then): void {
  deployment.allowsSince = store.clock.now();
  for (const { afterSeconds, run } of sides.moves) later(store, deployment, afterSeconds, run);
  const last = Math.max(0, ...sides.moves.map(({ afterSeconds }) => afterSeconds));
  later(store, deployment, last + FINISH_SECONDS, () =>
    runHook(store, deployment, 'AfterAllowTraffic', {
      succeeded: () => holdOld(store, deployment, sides, then),
      failed: then.failed,
    }),
  );
}

function holdOld(store: CodeDeployStore, deployment: Deployment, sides: Sides, then: Then): void {
  sides.arrive();
  deployment.arrivedAt = store.clock.now();
  for (const tell of store.arrivals) tell(deployment);
  const { terminationMinutes: minutes } = deployment.group.blueGreen ?? {};
  const goOn = () => {
    sides.terminate();
    then.succeeded();
  };
  if (sides.isBack) {
    goOn();
    return;
  }
  if (minutes === undefined) {
    then.succeeded();
    return;
  }
  deployment.terminationStarted = true;
  // What it is called meanwhile is not documented: of instances it has a word of its own here, of services none.
  if (deployment.group.platform === 'Server') deployment.status = 'Baking';
  wait(store, deployment, { type: 'TERMINATION_WAIT', minutes, goOn, over: goOn });
}

function wait(
  store: CodeDeployStore,
  deployment: Deployment,
  {
    type,
    minutes,
    goOn,
    over,
  }: {
    readonly type: WaitType;
    readonly minutes: number;
    readonly goOn: () => void;
    readonly over: () => void;
  },
): void {
  const cancel = store.clock.at(store.clock.millis() + minutes * 60_000, () => {
    deployment.wait = undefined;
    over();
  });
  deployment.timers.push(cancel);
  deployment.wait = {
    for: type,
    goOn() {
      cancel();
      deployment.wait = undefined;
      goOn();
    },
  };
}
