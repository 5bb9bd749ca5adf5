// Takes down a run: its calls and faults as they happen, and what is so once it is over.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { keys, ranges } from '../../../core/keys.ts';
import { revisionFor } from '../../../core/part.ts';
import { alarmAt } from '../../../core/pipeline/alarm-named.ts';
import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { planOf } from '../../../core/plan.ts';
import type { Installed } from '../../../core/target.ts';
import { bakedOn } from '../../../core/target.ts';
import { waitKey } from '../../../core/wait-key.ts';
import { reportOf } from '../../report.ts';
import { readableIn } from '../../world/readable-in.ts';
import type { Scenario } from '../../world/scenario.ts';
import type { Watch } from '../../world/watched.ts';
import type { World } from '../../world/world.ts';
import { stepChecks } from '../step-checks.ts';
import { type WatchingSteps, watchSteps } from '../steps/watch-steps.ts';
import { takeDeployments } from './deployments.ts';
import { executionsOf } from './executions.ts';
import type {
  AlarmRecord,
  FaultRecord,
  MadeCall,
  PipelineRecord,
  RunRecord,
  Step,
  TargetRecord,
} from './run-record.ts';

export interface Taking extends Watch {
  /** From then on what the world's targets run is looked at after every step. */
  follow(world: World, scenario: Scenario): Promise<void>;
  record(world: World, scenario: Scenario, hasEnded: boolean): Promise<RunRecord>;
}

export function takeRecord(): Taking {
  const calls: (MadeCall & { tookEffect: boolean })[] = [];
  const known = new WeakMap<FaultedCall, { tookEffect: boolean }>();
  const faults: FaultRecord[] = [];
  const steps: Step[] = [];
  const deployments = takeDeployments();
  let look = () => {};
  let follows: World | undefined;
  let watching: WatchingSteps | undefined;
  let startAt = 0;
  return {
    onCall(made, seconds) {
      look();
      const { service, operation, functionName, invocation, input } = made;
      const { account, region } = made.call;
      const call = `${service}:${operation}`;
      const by = { functionName, invocation, tookEffect: false };
      const taken = { at: seconds * 1000, ...by, call, input, account, region };
      calls.push(taken);
      known.set(made, taken);
      watching?.onCall(made);
    },
    onEffect(made) {
      const taken = known.get(made);
      if (taken) taken.tookEffect = true;
      if (follows) deployments.onEffect(follows, made);
      watching?.onEffect(made);
    },
    onFault({ how, of }, seconds) {
      faults.push({ at: seconds * 1000, how, of });
    },
    onCount: (metric, word) => watching?.onCount(metric, word),
    async follow(world, scenario) {
      startAt = world.startAt.getTime();
      look = () => noteStep(world, steps);
      follows = world;
      deployments.follow(world);
      watching = watchSteps({ world, scenario, steps }, stepChecks);
      await watching.begin();
    },
    async record(world, scenario, hasEnded) {
      look();
      const taken = {
        ...{ startAt, steps, calls: later(calls, startAt), faults: later(faults, startAt) },
        deployments: deployments.all(world),
        violations: watching?.found ?? [],
      };
      return { scenario, hasEnded, ...taken, ...(await atTheEnd(world)) };
    },
  };
}

/** What is so once it is over. */
async function atTheEnd(world: World) {
  const { clock, pipelines, aws, targets } = world;
  return {
    pipelines: await Promise.all(pipelines.map((pipeline) => pipelineRecord(world, pipeline))),
    endedAt: clock.millis(),
    report: await reportOf(world),
    executions: await executionsOf(world),
    alarms: targets.flatMap((target) => alarmsOf(world, target)),
    leftWaiting: await leftWaiting(world),
    deadLetters: aws.events.deadLetters().length,
  };
}

function later<T extends { readonly at: number }>(all: readonly T[], millis: number): T[] {
  return all.map((each) => ({ ...each, at: each.at + millis }));
}

function noteStep({ truth, targets, clock }: World, steps: Step[]): void {
  const running = Object.fromEntries(
    targets.map((target) => [target.name, truth.runningOn(target) ?? null]),
  );
  const last = steps.at(-1)?.running;
  const isSame = last && targets.every(({ name }) => last[name] === running[name]);
  if (!isSame) steps.push({ at: clock.millis(), running });
}

async function pipelineRecord(
  world: World,
  definition: PipelineDefinition,
): Promise<PipelineRecord> {
  const { table } = world.onlooker;
  const { pipeline: name, stages } = definition;
  return {
    definition,
    planned: planOf(definition),
    targets: await Promise.all(
      stages.flatMap(targetsOf).map((target) => targetRecord(world, name, target)),
    ),
    stages: await readableIn(table, ranges.stages(name)),
    releases: await readableIn(table, ranges.releases(name)),
    quarantines: await readableIn(table, ranges.quarantines(name)),
  };
}

async function targetRecord(
  { onlooker, truth, revisions }: World,
  pipeline: string,
  definition: TargetDefinition,
): Promise<TargetRecord> {
  const item = await onlooker.table.get(keys.target(pipeline, definition.name));
  const digestFor = ({ revision }: Installed) => revisionFor(definition, revision).digest;
  const nameOf = (installed: Installed | undefined) =>
    (installed && revisions.nameOf(digestFor(installed).replace('sha256:', ''))) ?? null;
  return {
    definition,
    item,
    saysRunning: nameOf(item?.running),
    saysBaked: nameOf(item?.baked),
    hadBaked: item ? bakedOn(item).map(nameOf) : [],
    runs: truth.runningOn(definition) ?? null,
  };
}

function alarmsOf({ aws }: World, target: TargetDefinition): AlarmRecord[] {
  return target.alarms.map((named) => {
    const { name, ...place } = alarmAt(target, named);
    const history = aws.cloudWatch.alarms.find(name, place)?.history;
    const changes = history?.flatMap(({ type, at, summary }) => {
      const [, to] = / to (\w+)$/.exec(summary) ?? [];
      return type === 'StateUpdate' && to !== undefined ? [{ at, to }] : [];
    });
    return { target: target.name, name, changes };
  });
}

async function leftWaiting({ onlooker: { table }, targets }: World): Promise<string[]> {
  const alarms = targets.flatMap((target) => target.alarms.map((named) => alarmAt(target, named)));
  const watchers = await Promise.all(
    alarms.flatMap((alarm) =>
      (['bake', 'gate'] as const).map((kind) => readableIn(table, ranges.watchers(alarm, kind))),
    ),
  );
  return [
    ...(await readableIn(table, ranges.waits())).map((wait) => `the wait ${waitKey(wait).sk}`),
    ...(await readableIn(table, ranges.open())).map(
      ({ release }) => `${release}, which is still open`,
    ),
    ...(await readableIn(table, ranges.scaleUnits())).flatMap(({ unit, lease, waiting }) =>
      [...(lease ? [lease] : []), ...waiting].map(
        ({ release }) => `${release} in scale unit ${unit}`,
      ),
    ),
    ...watchers.flat().map(({ kind, release }) => `a watcher of an alarm: ${kind} of ${release}`),
  ];
}
