// What is done to a stack, over virtual time: its resources one after the other, and back where one fails.

import type { Change, ChangeSet, Contents, Operation, Outcome, Stack, Status } from './stack.ts';
import { enter, note, type Store } from './store.ts';

const RESOURCE_SECONDS = 10;
const CLEAN_UP_SECONDS = 5;
const BACK_SECONDS = 30;

interface Begun {
  readonly does: Operation['does'];
  readonly to: Contents;
  readonly changes: readonly Change[];
  readonly changeSet?: ChangeSet;
  readonly token?: string | undefined;
}

export function begin(store: Store, stack: Stack, begun: Begun): void {
  const outcome = outcomeOf(store, stack, begun);
  const { changeSet, token } = begun;
  stack.operation = { ...begun, changeSet, token, timers: [], outcome };
  if (begun.does === 'update') stack.updatedAt = store.clock.now();
  enter(
    store,
    stack,
    begun.does === 'create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS',
    'User Initiated',
  );
  tell(store, 'begins', stack, begun.to);
  const unfit = unfitTrigger(store, stack);
  if (unfit) {
    later(store, stack, 1, () => goBack(store, stack, unfit));
    return;
  }
  change(store, stack, [...begun.changes]);
}

/** The alarms of its triggers have to be there, and fire none; without data they are as good as well. */
function unfitTrigger({ alarm }: Store, stack: Stack): string | undefined {
  const states = stack.triggers?.alarms.map((name) => ({ name, found: alarm(name, stack) })) ?? [];
  const missing = states.find(({ found }) => found === undefined);
  if (missing) return `Rollback trigger ${missing.name} does not exist.`;
  const firing = states.find(({ found }) => found?.state.value === 'ALARM');
  return firing && breached(firing.name);
}

function breached(name: string): string {
  return `Rollback trigger alarm ${name} breached.`;
}

function outcomeOf({ scripts }: Store, stack: Stack, begun: Begun): Outcome {
  const said = scripts.flatMap((script) => script(stack, begun) ?? []);
  return said.at(-1) ?? {};
}

function later({ clock }: Store, { operation }: Stack, seconds: number, go: () => void): void {
  operation?.timers.push(clock.at(clock.millis() + seconds * 1000, go));
}

/** One resource after the other; what is removed goes as it is cleaned up. */
function change(store: Store, stack: Stack, left: readonly Change[]): void {
  const { operation } = stack;
  if (operation === undefined) return;
  const [first, ...others] = left.filter(({ action }) => action !== 'Remove');
  if (first === undefined) {
    watch(store, stack);
    return;
  }
  const { seconds = RESOURCE_SECONDS, fails, hangs } = operation.outcome;
  noteChange(store, stack, first, 'IN_PROGRESS');
  if (hangs) return;
  later(store, stack, seconds, () => {
    if (fails && (fails.logicalId ?? first.logicalId) === first.logicalId) {
      noteChange(store, stack, first, 'FAILED', fails.reason);
      giveUp(store, stack, [first, ...others]);
      return;
    }
    noteChange(store, stack, first, 'COMPLETE');
    change(store, stack, others);
  });
}

/** What is changed beside what failed is given up, which its events call a failure too. */
function giveUp(store: Store, stack: Stack, [first, next]: readonly Change[]): void {
  const isNew = stack.operation?.does === 'create';
  const word = isNew ? 'creation' : 'update';
  if (next) noteChange(store, stack, next, 'FAILED', `Resource ${word} cancelled`);
  const named = [first, next].flatMap((each) => each?.logicalId ?? []).join(', ');
  const did = isNew ? 'create' : 'update';
  goBack(store, stack, `The following resource(s) failed to ${did}: [${named}]. `);
}

function noteChange(
  store: Store,
  stack: Stack,
  { logicalId, type, action }: Change,
  state: 'IN_PROGRESS' | 'COMPLETE' | 'FAILED',
  reason?: string,
): void {
  const word = action === 'Add' ? 'CREATE' : action === 'Remove' ? 'DELETE' : 'UPDATE';
  const physicalId = `${stack.name}-${logicalId}`;
  note(store, stack, { logicalId, physicalId, type, status: `${word}_${state}`, reason });
}

/** Its triggers' alarms may take it back for as long as its monitoring lasts. */
function watch(store: Store, stack: Stack): void {
  const minutes = stack.triggers?.minutes ?? 0;
  if (minutes === 0) {
    arrive(store, stack);
    return;
  }
  later(store, stack, minutes * 60, () => arrive(store, stack));
}

function arrive(store: Store, stack: Stack): void {
  const { operation } = stack;
  if (operation === undefined) return;
  stack.contents = operation.to;
  tell(store, 'arrives', stack, operation.to);
  if (operation.does === 'create') {
    finish(store, stack, 'CREATE_COMPLETE');
    return;
  }
  enter(store, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  later(store, stack, CLEAN_UP_SECONDS, () => {
    for (const each of operation.changes)
      if (each.action === 'Remove') noteChange(store, stack, each, 'COMPLETE');
    finish(store, stack, 'UPDATE_COMPLETE');
  });
}

/** Back to what was there, by CloudFormation itself. */
export function goBack(store: Store, stack: Stack, reason: string): void {
  const { operation } = stack;
  if (operation === undefined) return;
  for (const cancel of operation.timers.splice(0)) cancel();
  const isNew = operation.does === 'create';
  enter(store, stack, isNew ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  later(store, stack, BACK_SECONDS, () => {
    const { rollbackFails } = operation.outcome;
    if (isNew) {
      finish(store, stack, 'ROLLBACK_COMPLETE');
      return;
    }
    if (rollbackFails === undefined) {
      wentBack(store, stack);
      return;
    }
    const changed = operation.changes.find(({ action }) => action !== 'Remove');
    if (changed) noteChange(store, stack, changed, 'FAILED', rollbackFails);
    finish(
      store,
      stack,
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${changed?.logicalId}]. `,
    );
  });
}

function wentBack(store: Store, stack: Stack): void {
  tell(store, 'goesBack', stack, stack.contents);
  enter(store, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  later(store, stack, CLEAN_UP_SECONDS, () => finish(store, stack, 'UPDATE_ROLLBACK_COMPLETE'));
}

/** What could not be rolled back is tried again, once somebody has asked for it. */
export function continueBack(store: Store, stack: Stack, token: string | undefined): void {
  stack.operation = {
    ...{ does: 'update', to: stack.contents, changes: [], changeSet: undefined },
    ...{ token, timers: [], outcome: {} },
  };
  enter(store, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  later(store, stack, BACK_SECONDS, () => wentBack(store, stack));
}

function finish(store: Store, stack: Stack, status: Status, reason?: string): void {
  const { changeSet, timers = [] } = stack.operation ?? {};
  for (const cancel of timers.splice(0)) cancel();
  enter(store, stack, status, reason);
  if (changeSet)
    changeSet.execution = /^(UPDATE|CREATE)_COMPLETE$/.test(status)
      ? 'EXECUTE_COMPLETE'
      : 'EXECUTE_FAILED';
  stack.operation = undefined;
  tell(store, 'ends', stack, stack.contents);
}

export function alarmFired(
  store: Store,
  name: string,
  place: { readonly account: string; readonly region: string },
): void {
  for (const stack of store.stacks.at(place).values())
    if (stack.status === 'UPDATE_IN_PROGRESS' && stack.triggers?.alarms.includes(name))
      goBack(store, stack, breached(name));
}

function tell(
  { followers }: Store,
  what: Parameters<Store['followers'][0]>[0],
  stack: Stack,
  to: Contents,
): void {
  for (const follower of followers) follower(what, stack, to);
}
