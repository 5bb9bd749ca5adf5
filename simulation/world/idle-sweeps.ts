// Sweeps that would find nothing are left out of a world, and counted as if they were played: in a bake of days nearly
// all of them read the same answers as the one before, and they are most of what a world costs.
//
// Left out is a sweep where nothing has happened since the last one that was played, and that one only read: no call
// but reads, no event, nothing that the scenario does; where what waits are bakes, since all else waits for a time too;
// where no deployment is under way, which moves traffic without an event; and where no call or event may fail.

import type { AwsEvent } from '@tidegate/embedded-aws/services/events/event';
import type { FaultedCall, Faults } from '@tidegate/embedded-aws/transport/faults';
import { BATCHES, UNPROVEN, WAITS } from '../../core/partitions.ts';
import type { Stack } from '../stack/stack.ts';
import type { Scenario } from './scenario.ts';

export type Sweeps = 'all' | 'needed';

export interface LeftOut {
  readonly invocations: number;
  /** As the last sweep that was played made them, by service. */
  readonly apiCalls: Readonly<Record<string, number>>;
}

export interface IdleSweeps {
  readonly faults: Faults;
  leftOut(): LeftOut;
}

interface Parts {
  readonly scenario: Scenario;
  readonly stack: Stack;
  /** How much of the scenario is still to come: what happens by its clock changes it. */
  readonly left: () => number;
  readonly plays: Sweeps;
}

const SWEEP = 'Sweep';
const READ = /^(Assume|BatchGet|Describe|Get|Head|List|Query)/;

/** What was seen since the last sweep that was played. */
interface Since {
  left: number;
  readonly calls: Record<string, number>;
  isQuiet: boolean;
}

export function withoutIdleSweeps(faults: Faults, parts: Parts): IdleSweeps {
  const out = { invocations: 0, apiCalls: {} as Record<string, number> };
  if (parts.plays === 'all' || mayFail(parts.scenario)) return { faults, leftOut: () => out };
  const isSchedule = isOfSweep(parts.stack);
  const timed = new Set<string>();
  const deploying = new Set<string>();
  let since: Since = { left: 0, calls: {}, isQuiet: false };

  function isIdle(): boolean {
    const isStill = since.isQuiet && since.left === parts.left();
    return isStill && timed.size === 0 && deploying.size === 0;
  }

  return {
    leftOut: () => out,
    faults: {
      ...faults,
      beforeCall(call) {
        if (call.functionName === SWEEP) add(since.calls, call.service, 1);
        return faults.beforeCall?.(call);
      },
      afterEffect(call) {
        if (!READ.test(call.operation)) since.isQuiet = false;
        noteWait(timed, call);
        faults.afterEffect?.(call);
      },
      event(event) {
        if (isSchedule(event)) {
          if (isIdle()) {
            out.invocations += 1;
            for (const [service, calls] of Object.entries(since.calls))
              add(out.apiCalls, service, calls);
            return 'lost';
          }
          since = { left: parts.left(), calls: {}, isQuiet: true };
        } else if (event.source !== 'aws.events') since.isQuiet = false;
        noteDeployment(deploying, event);
        return faults.event?.(event);
      },
    },
  };
}

function add(counts: Record<string, number>, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}

/** Tells the schedule of the sweep from all other events. */
function isOfSweep({ functions }: Stack): (event: AwsEvent) => boolean {
  const schedules = functions.find(({ name }) => name === SWEEP)?.schedules ?? [];
  const rules = new Set(schedules.map(({ arn }) => arn));
  return ({ source, resources }) =>
    source === 'aws.events' && resources.some((arn) => rules.has(arn));
}

/** Where calls or events may fail, be late or be counted, each sweep is another one. */
function mayFail(scenario: Scenario): boolean {
  const { calls, deaths, events, regions, rates, clocks, people } = scenario;
  const some = [calls, deaths, events, regions, clocks].some((words) => words.length > 0);
  return some || rates || people.some(({ onCall }) => onCall !== undefined);
}

type Attributes = Readonly<Record<string, { readonly S?: string }>>;

/** Keeps what there is, but bakes, at which each sweep looks. */
function noteWait(timed: Set<string>, { operation, input }: FaultedCall): void {
  if (operation !== 'PutItem' && operation !== 'DeleteItem') return;
  const { Item, Key } = input as { readonly Item?: Attributes; readonly Key?: Attributes };
  const { pk, sk } = Item ?? Key ?? {};
  const isWait = pk?.S?.startsWith(WAITS) && !sk?.S?.startsWith('bake#');
  if (!isWait && pk?.S !== UNPROVEN && pk?.S !== BATCHES) return;
  const name = `${pk?.S} ${sk?.S}`;
  if (operation === 'PutItem') timed.add(name);
  else timed.delete(name);
}

/** Keeps which deployments are under way, whoever has begun them. */
function noteDeployment(deploying: Set<string>, event: AwsEvent): void {
  if (event['detail-type'] !== 'CodeDeploy Deployment State-change Notification') return;
  const { deploymentId = '', state } = event.detail as {
    readonly deploymentId?: string;
    readonly state?: string;
  };
  if (state === 'SUCCESS' || state === 'FAILURE' || state === 'STOP')
    deploying.delete(deploymentId);
  else deploying.add(deploymentId);
}
