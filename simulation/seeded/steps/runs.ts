// What targets run, and ran, in the simulated AWS.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { revisionOfJob } from '../../world/job-runs.ts';
import { revisionIn } from '../../world/kinds/ecs.ts';
import { servedBy } from '../../world/kinds/site.ts';
import type { World } from '../../world/world.ts';
import { aliasCallOf, revisionOfVersion } from '../record/alias-call.ts';
import { revisionOfStart } from '../record/configs.ts';
import type { Step } from '../record/run-record.ts';
import { siteCallOf } from '../record/sites.ts';

/** At some moment of the last so many milliseconds. */
export function ranIn(
  world: World,
  steps: readonly Step[],
  target: string,
  millis: number,
): Set<string | null> {
  const from = world.clock.millis() - millis;
  const first = Math.max(
    0,
    steps.findLastIndex(({ at }) => at <= from),
  );
  const seen = steps.slice(first).map(({ running }) => running[target] ?? null);
  return new Set([...seen, runningOn(world, target)]);
}

/** Since when it has run what it runs. */
export function sinceWhen(world: World, steps: readonly Step[], target: string): number {
  const now = runningOn(world, target);
  const other = steps.findLastIndex(({ running }) => (running[target] ?? null) !== now);
  return steps[other + 1]?.at ?? world.clock.millis();
}

function runningOn({ targets, truth }: World, name: string): string | null {
  const target = targets.find((each) => each.name === name);
  return (target && truth.runningOn(target)) ?? null;
}

interface Asked {
  readonly taskDefinition?: string;
  readonly projectName?: string;
}

/** The revision that a call has begun to bring, by the scenario's name; null of unknown bytes. */
export function broughtBy(
  world: World,
  target: TargetDefinition,
  made: FaultedCall,
): string | null {
  const { aws, truth, revisions } = world;
  const { service, input, call } = made;
  const named = (sha256: string) => revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));
  if (service === 'codedeploy') {
    const made = aws.codeDeploy.deployments(call).at(-1);
    return (made && truth.revisionOf(made)) ?? null;
  }
  const { taskDefinition, projectName } = input as Asked;
  if (service === 'codebuild') {
    const build = aws.codeBuild.builds(projectName ?? '', call).at(-1);
    return (build && revisionOfJob(named, build)) ?? null;
  }
  if (service === 'appconfig') return revisionOfStart(world, made) ?? null;
  if (service === 'cloudfront') {
    const switched = siteCallOf(world, made);
    return (switched && servedBy(aws, switched.target)) ?? null;
  }
  if (service === 'ecs') return revisionIn({ aws, named }, target, taskDefinition ?? '') ?? null;
  const moved = aliasCallOf(world, made);
  return (moved && revisionOfVersion(world, moved.target, moved.goesTo)) ?? null;
}
