// What an operation does to the instances of a StackSet, over virtual time: region by region, some accounts at once.

import { changesBetween } from './changes.ts';
import { begin } from './life.ts';
import { withNested } from './nested.ts';
import { type Contents, mayBeUpdated, type Stack } from './stack.ts';
import {
  isUnderWay,
  type SetInstance,
  type SetOperation,
  type SetResult,
  type StackSet,
} from './stack-set.ts';
import { arnOf, type Store } from './store.ts';
import { readTemplate } from './template.ts';

/** What it takes to hand the work on to the regions before the first stack changes. */
const DISPATCH_SECONDS = 5;
const NOTHING_TO_UPDATE_SECONDS = 3;

export function setArn({ account, region, id }: StackSet): string {
  return arnOf({ account, region }, `stackset/${id}`);
}

/** Begins it, or has it wait for what is under way. */
export function beginOn(store: Store, set: StackSet, operation: SetOperation): void {
  set.operations.unshift(operation);
  if (operation.status === 'QUEUED') {
    tell(store, set, operation);
    return;
  }
  run(store, set, operation);
}

function run(store: Store, set: StackSet, operation: SetOperation): void {
  operation.status = 'RUNNING';
  tell(store, set, operation);
  for (const follower of store.setFollowers) follower('begins', set, operation);
  for (const { instance } of operation.results) {
    instance.detail = 'PENDING';
    instance.lastOperation = operation.id;
  }
  later(store, DISPATCH_SECONDS, () => goOn(store, set, operation));
}

function later({ clock }: Store, seconds: number, go: () => void): void {
  clock.at(clock.millis() + seconds * 1000, go);
}

/** Whatever may begin now begins; once nothing is left, it has ended. */
function goOn(store: Store, set: StackSet, operation: SetOperation): void {
  if (!isUnderWay(operation)) return;
  const { results, preferences } = operation;
  const failed = tooManyFailed(operation);
  if (operation.status === 'STOPPING' || failed)
    for (const result of results.filter(({ status }) => status === 'PENDING'))
      finish(
        result,
        'CANCELLED',
        failed ? 'Cancelled since failure tolerance has exceeded' : 'Cancelled by user',
      );
  for (const result of beginning(operation)) update(store, set, operation, result);
  if (results.some(({ status }) => status === 'PENDING' || status === 'RUNNING')) return;
  const count = results.filter(({ status }) => status === 'FAILED').length;
  const ends = failed ? 'FAILED' : 'SUCCEEDED';
  end(store, set, operation, operation.status === 'STOPPING' ? 'STOPPED' : ends);
  if (failed && count > preferences.tolerance)
    operation.reason = `Failure tolerance (${preferences.tolerance}) exceeded: ${count} failed`;
}

function tooManyFailed({ results, preferences: { tolerance } }: SetOperation): boolean {
  const byRegion = Map.groupBy(
    results.filter(({ status }) => status === 'FAILED'),
    ({ instance }) => instance.region,
  );
  return [...byRegion.values()].some((those) => those.length > tolerance);
}

function beginning({ results, preferences, status }: SetOperation): SetResult[] {
  if (status !== 'RUNNING') return [];
  const { isParallel, atOnce } = preferences;
  const byRegion = [...Map.groupBy(results, ({ instance }) => instance.region).values()];
  const open = byRegion.filter((those) => those.some(isOpen));
  return (isParallel ? open : open.slice(0, 1)).flatMap((those) => {
    const running = those.filter((each) => each.status === 'RUNNING').length;
    const waiting = those.filter((each) => each.status === 'PENDING');
    return waiting.slice(0, Math.max(0, atOnce - running));
  });
}

function isOpen({ status }: SetResult): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}

function update(store: Store, set: StackSet, operation: SetOperation, result: SetResult): void {
  const { instance } = result;
  if (set.suspended.has(instance.account)) {
    finish(result, 'SUCCEEDED');
    instance.detail = 'SKIPPED_SUSPENDED_ACCOUNT';
    instance.status = 'OUTDATED';
    later(store, 1, () => goOn(store, set, operation));
    return;
  }
  const { stack } = instance;
  result.status = 'RUNNING';
  instance.detail = 'RUNNING';
  const done = (status: 'SUCCEEDED' | 'FAILED', reason?: string) => {
    finish(result, status, reason);
    goOn(store, set, operation);
  };
  const why = unfitText(instance);
  if (stack === undefined || why !== undefined) {
    later(store, 1, () => done('FAILED', why));
    return;
  }
  const to = withNested(store, contentsFor(operation, instance));
  const changes = changesBetween(stack.contents, to);
  if (changes.length === 0) {
    stack.contents = to;
    later(store, NOTHING_TO_UPDATE_SECONDS, () => done('SUCCEEDED'));
    return;
  }
  store.waiting.set(stack, done);
  begin(store, stack, { does: 'update', to, changes, token: operation.id });
}

/** An override of what the template does not declare any more is gone with it, and does not come back by itself. */
function contentsFor(
  { to, overrides = (it) => it }: SetOperation,
  instance: SetInstance,
): Contents {
  const { Parameters: declared = {} } = readTemplate(to.template);
  const wanted = Object.entries(overrides(instance.overrides));
  instance.overrides = Object.fromEntries(wanted.filter(([key]) => key in declared));
  return { ...to, parameters: { ...to.parameters, ...instance.overrides } };
}

function unfitText({ status, stack }: SetInstance): string | undefined {
  if (status === 'INOPERABLE' || stack === undefined) return 'The stack instance is INOPERABLE';
  if (mayBeUpdated(stack)) return undefined;
  return `Stack ${stack.id} is in ${stack.status} state and can not be updated`;
}

/** As the stack of an instance has ended. */
export function stackEnded(store: Store, stack: Stack): void {
  const done = store.waiting.get(stack);
  if (done === undefined) return;
  store.waiting.delete(stack);
  if (stack.status === 'UPDATE_COMPLETE') done('SUCCEEDED');
  else done('FAILED', reasonOf(stack));
}

/** The first resource that failed; what could not be rolled back says so. */
function reasonOf({ events, status }: Stack): string {
  const failed = events.find(
    (each) => each.status.endsWith('_FAILED') && each.type !== 'AWS::CloudFormation::Stack',
  );
  const why = `ResourceLogicalId:${failed?.logicalId}, ResourceType:${failed?.type}, ResourceStatusReason:${failed?.reason}`;
  return status === 'UPDATE_ROLLBACK_FAILED' ? `${status}, ${why}` : why;
}

function finish(result: SetResult, status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED', reason?: string) {
  const { instance } = result;
  result.status = status;
  result.reason = reason;
  instance.detail = status;
  instance.reason = reason;
  if (instance.status !== 'INOPERABLE')
    instance.status = status === 'SUCCEEDED' ? 'CURRENT' : 'OUTDATED';
}

function end(
  store: Store,
  set: StackSet,
  operation: SetOperation,
  status: 'SUCCEEDED' | 'FAILED' | 'STOPPED',
): void {
  operation.status = status;
  operation.endedAt = store.clock.now();
  tell(store, set, operation);
  for (const follower of store.setFollowers) follower('ends', set, operation);
  const next = set.operations.findLast((each) => each.status === 'QUEUED');
  if (next) run(store, set, next);
}

/** What has not begun never does; what is under way goes on to its end. */
export function stopOn(store: Store, set: StackSet, operation: SetOperation): void {
  if (operation.status === 'QUEUED') {
    for (const result of operation.results) result.status = 'CANCELLED';
    operation.status = 'STOPPED';
    operation.endedAt = store.clock.now();
    tell(store, set, operation);
    return;
  }
  operation.status = 'STOPPING';
  tell(store, set, operation);
  later(store, 1, () => goOn(store, set, operation));
}

function tell(store: Store, set: StackSet, { id, status }: SetOperation): void {
  store.emit({
    'detail-type': 'CloudFormation StackSet Operation Status Change',
    source: 'aws.cloudformation',
    account: set.account,
    region: set.region,
    resources: [setArn(set)],
    detail: {
      'stack-set-arn': setArn(set),
      'stack-set-operation-id': id,
      'status-details': { status },
    },
  });
}
