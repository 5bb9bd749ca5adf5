// Plays a scenario on a pipeline of one target, and reads its bake as a look at that minute would.

import { judge } from '@tidegate/judge';
import type { Case, Metric } from '@tidegate/judge/case';
import type { BakingTarget } from '../../core/judging/look.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Signals } from '../../core/watch/signals.ts';
import type { BakedWave } from '../../core/wave.ts';
import { portsFor } from '../../flows/make-ports.ts';
import type { Ports } from '../../flows/ports.ts';
import { readCase, readShift } from '../../flows/read-case.ts';
import { readSignals } from '../../flows/read-signals.ts';
import { reportOf } from '../../simulation/report.ts';
import { memberRolesOf } from '../../simulation/stack/stack.ts';
import { silent } from '../../simulation/world/onlooker.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { home } from '../../simulation/world/place.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

export const PIPELINE = `
pipeline: shop
spentBudget: go
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 1h, extendBy: 0s, judge: { mode: off } }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
        alarms: [shop-errors]
        watch:
          - sqs: { queue: orders, deadLetterQueue: dead-orders }
          - dynamodb: { table: orders }
        metrics:
          - { namespace: Shop, metric: Refused, dimensions: { Way: card }, bad: up }
`;

export interface Bake {
  readonly world: World;
  readonly wave: BakedWave;
  readonly target: TargetDefinition;
  /** The target as a look so many minutes after the bake's start sees it. */
  lookAt(minutes: number): BakingTarget;
  /** The case that a look so many minutes after the bake's start reads. */
  caseAt(minutes: number): Promise<Case | null>;
  shiftAt(minutes: number): Promise<Case | null>;
  signalsAt(minutes: number): Promise<Signals>;
  /** The case with what the signals of the same look add to it. */
  wholeCaseAt(minutes: number): Promise<Case | null>;
}

export async function bakeOf(scenario: string, pipelineText = PIPELINE, seed = 1): Promise<Bake> {
  const pipeline = parsePipeline(pipelineText, 'shop.yml');
  const text = `baseline: old\nbuilds: [{ at: 0s, revision: new }]\n${scenario}`;
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [pipeline],
    scenario: parseScenario(text, 'scenario.yml', [pipeline]),
    seed,
    readFile: String,
  });
  await world.play();
  const { releases } = await reportOf(world);
  const wave = (await world.onlooker.table.get(keys.wave(releases[0]!.id, 0))) as BakedWave;
  const target = wave.plan.targets[0]!;
  const item = await world.onlooker.table.get(keys.target('shop', target.name));
  const lookAt = (minutes: number) => {
    const lookedAt = new Date(Date.parse(wave.bake.startedAt) + minutes * 60_000);
    return { wave, target, item, lookedAt };
  };
  const signalsAt = (minutes: number) => readSignals(world.onlooker, lookAt(minutes));
  return {
    world,
    wave,
    target,
    lookAt,
    signalsAt,
    wholeCaseAt: async (minutes) =>
      readCase(world.onlooker, lookAt(minutes), await signalsAt(minutes)),
    caseAt: (minutes) => readCase(world.onlooker, lookAt(minutes)),
    shiftAt: (minutes) => readShift(world.onlooker, lookAt(minutes)),
  };
}

export async function verdictOf(read: Promise<Case | null>): Promise<string> {
  return judge((await read)!).verdict;
}

export function metricOf(it: Case, node: string, name: string): Metric {
  return it.metrics.find((each) => each.node === node && each.name === name)!;
}

/** Runs something with the role of a function, on the world's clock. */
export async function asFunction<T>(
  { aws, clock, stack }: World,
  functionName: string,
  run: (ports: Ports) => Promise<T>,
): Promise<T> {
  const ports = portsFor({
    sdk: { ...aws.sdkConfig({ functionName }), home },
    clock,
    log: silent,
    count: () => {},
    measure: () => {},
    tableName: stack.tableName,
    releaseMachineArn: stack.environment.TIDEGATE_RELEASE_MACHINE!,
    memberRoles: memberRolesOf(stack.environment),
  });
  let settled = false;
  const end = clock
    .track(() => run(ports))
    .finally(() => {
      settled = true;
    });
  await clock.play(() => settled);
  return end;
}
