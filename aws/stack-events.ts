// Why what was done to a stack has failed: what its events say of the first that did, and not of what followed.

import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { describedEvents, type StackEvent } from './stack-forms.ts';
import { askedOf, DESCRIBE_STACK_EVENTS } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';

export interface Causes {
  readonly failed?: string | undefined;
  /** No resource has failed: an alarm among its own rollback triggers has fired. */
  readonly byAlarm?: true;
  readonly stuck?: string | undefined;
  /** How the stack itself was told to have ended under that token; absent while it has not. */
  readonly ended?: string | undefined;
}

/** Of those that are asked for what became of one operation. */
const MOST_PAGES = 10;

export async function readCauses(
  access: MemberAccess,
  target: TargetOf<'stack'>,
  { token, stackId }: { readonly token: string; readonly stackId: string },
): Promise<Causes> {
  const { name: StackName } = target.stack;
  const what = `reading the events of stack ${StackName}`;
  const own: StackEvent[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const input = { StackName, NextToken };
    const asked = { of: DESCRIBE_STACK_EVENTS, input, needs: describedEvents, what };
    const found = await askedOf(access, target, asked);
    const its = found.StackEvents.filter(({ ClientRequestToken: its }) => its === token);
    own.push(...its);
    NextToken = found.NextToken || undefined;
    const isPast = own.length > 0 && its.length === 0;
    if (NextToken === undefined || isPast) break;
  }
  const ofStack = own.filter(({ PhysicalResourceId }) => PhysicalResourceId === stackId);
  const last = ofStack[0]?.ResourceStatus;
  const back = own.findIndex(
    ({ ResourceStatus, PhysicalResourceId }) =>
      PhysicalResourceId === stackId && ResourceStatus.endsWith('ROLLBACK_IN_PROGRESS'),
  );
  const began = own[back];
  const first = firstCauseIn(own.slice(Math.max(0, back)), stackId);
  const said = began && saidOf(began);
  // One that fired already takes back what has changed nothing yet: that proves nothing of it.
  const hasChanged = own.slice(back + 1).some((event) => event.PhysicalResourceId !== stackId);
  return {
    failed: first ?? said,
    ...(first === undefined &&
      said !== undefined &&
      isByAlarm(said) &&
      hasChanged && { byAlarm: true }),
    ...(back > 0 && { stuck: lastCauseIn(own.slice(0, back), stackId) }),
    ...(last && !last.endsWith('_IN_PROGRESS') && { ended: last }),
  };
}

/** What CloudFormation says of a person's own stop is no cause. */
function saidOf({ ResourceStatusReason: said }: StackEvent): string | undefined {
  return said === '' || /^User Initiated|cancelled/i.test(said) ? undefined : said;
}

/**
 * Its words are not documented, and no example of them was found: whatever it says of an alarm or a trigger counts,
 * and an alarm's ARN says `:alarm:`. One that is not there takes an update back as well, and proves nothing.
 *
 *     Rollback trigger alarm errors breached.                              →  yes
 *     arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors is in ALARM   →  yes
 *     ALARM: "missing-heartbeats" breached, rollback triggered              →  yes: how it is called says nothing
 *     Rollback trigger errors does not exist.                              →  no
 *     Export orders-table cannot be updated as it is in use                →  no
 */
export function isByAlarm(said: string): boolean {
  const words = said.replaceAll(/"[^"]*"|'[^']*'|\S*\w[-_:/]+\w\S*/g, ' ');
  return /alarm|trigger/i.test(said) && !/exist|missing|not found|invalid/i.test(words);
}

/** By the newest of its events: all that belongs to one update has the token with which it was begun. */
export async function readLastToken(
  access: MemberAccess,
  target: TargetOf<'stack'>,
  stackId: string,
): Promise<string | undefined> {
  const { name: StackName } = target.stack;
  const what = `reading the events of stack ${StackName}`;
  const asked = { of: DESCRIBE_STACK_EVENTS, input: { StackName }, needs: describedEvents, what };
  const { StackEvents } = await askedOf(access, target, asked);
  const last = StackEvents.find(({ PhysicalResourceId }) => PhysicalResourceId === stackId);
  return last?.ClientRequestToken;
}

/** What is said of all that was stopped beside what failed. */
const ECHO = /^Resource (creation|update|deletion) cancelled/i;

/**
 * The first cause among events that are the last one first: of several resources that failed, the one that did before
 * the others were given up.
 *
 *     Table UPDATE_FAILED: Resource update cancelled; Handler UPDATE_FAILED: no such bucket
 *                                                →  'Handler (AWS::Lambda::Function): no such bucket'
 */
function firstCauseIn(events: readonly StackEvent[], stackId: string): string | undefined {
  return causeOf(events.findLast((event) => isCause(event, stackId)));
}

/** The resource that a rollback has failed on: that which failed last. */
function lastCauseIn(events: readonly StackEvent[], stackId: string): string | undefined {
  return causeOf(events.find((event) => isCause(event, stackId)));
}

function isCause(event: StackEvent, stackId: string): boolean {
  const { ResourceStatus, ResourceStatusReason, PhysicalResourceId } = event;
  if (!ResourceStatus.endsWith('_FAILED') || PhysicalResourceId === stackId) return false;
  return !ECHO.test(ResourceStatusReason);
}

/** Longer ones hide what they say. */
const MOST_REASON = 400;

function causeOf(event: StackEvent | undefined): string | undefined {
  if (event === undefined) return undefined;
  const { LogicalResourceId, ResourceType, ResourceStatusReason } = event;
  return `${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason.trim().slice(0, MOST_REASON)}`;
}
