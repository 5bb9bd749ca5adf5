// What a rollback that a release has begun by itself explains: the alarms that may not act while it runs.

import { keys, ranges } from '../core/keys.ts';
import { explainedAlarms, type MuteRule, muteRulesIn } from '../core/mute.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { isInScope, type RollbackScope } from '../core/rollback-scope.ts';
import type { AlarmName } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { byPlace } from './alarm-states.ts';
import { readNamed } from './definitions.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** A rollback that a release has begun by itself, as its execution is given it. */
export interface Begun {
  readonly execution: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly scope: RollbackScope;
}

/** A place that cannot be asked has none. */
export async function rulesFor(
  ports: Ports,
  pipeline: PipelineDefinition,
  begun: Begun,
): Promise<MuteRule[]> {
  if (pipeline.mute === false) return [];
  const back = await targetsBack(ports, begun);
  const others = await targetsOfOthers(ports, begun.pipeline);
  const alarms = explainedAlarms(pipeline, back, others);
  const rules = await sideBySide([...byPlace(alarms)], async ([where, inPlace]) => {
    const [{ account, region }] = inPlace as [AlarmName];
    const place = { account, region };
    const names = inPlace.map(({ name }) => name);
    const acting = await orLogged(ports, { where }, () => ports.muteRules.acting(place, names));
    return muteRulesIn(place, begun.release, acting ?? []);
  });
  return rules.flat();
}

/** Those of the waves in scope, but for stages where another release is by now: they are left to it. */
async function targetsBack(ports: Ports, begun: Begun): Promise<TargetDefinition[]> {
  const waves = await ports.table.list(ranges.waves(begun.release));
  const failed = waves.find(({ plan }) => plan.index === begun.wave);
  if (failed === undefined) return [];
  const inScope = waves.filter(({ plan }) => isInScope(begun.scope, failed.plan, plan));
  const mine = await sideBySide(inScope, (wave) => isOurs(ports, begun, wave));
  return inScope.filter((_, index) => mine[index]).flatMap(({ plan }) => plan.targets);
}

async function isOurs({ table }: Ports, begun: Begun, { plan }: Wave): Promise<boolean> {
  const stage = await table.get(keys.stage(begun.pipeline, plan.stage));
  return stage?.lease === undefined || stage.lease.release === begun.release;
}

/** Undefined where a pipeline cannot be read: nobody knows then what others watch. */
async function targetsOfOthers(ports: Ports, own: string): Promise<TargetDefinition[] | undefined> {
  const names = await readableItems(ports, ranges.pipelineNames());
  const others = [...new Set(names.map(({ pipeline }) => pipeline))].filter((name) => name !== own);
  const found = await sideBySide(others, (pipeline) =>
    orLogged(ports, { pipeline }, async () => ({ is: await readNamed(ports, pipeline) })),
  );
  const isUnread = found.includes(undefined);
  const stages = found.flatMap((each) => each?.is?.pipeline.stages ?? []);
  return isUnread ? undefined : stages.flatMap(targetsOf);
}
