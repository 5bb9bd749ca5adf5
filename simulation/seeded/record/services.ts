// The deployments that ECS makes of its services. Whose one is stands as a tag in its task definition; it has succeeded
// once all of the traffic is there, though it is held from then on until its bake has ended.

import type { Run } from '@tidegate/embedded-aws/services/ecs/service';
import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { MARK_TAG } from '../../../aws/ecs-definitions.ts';
import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { serviceOf } from '../../world/kinds/ecs.ts';
import { revisionOfRun } from '../../world/service-runs.ts';
import type { World } from '../../world/world.ts';
import type { DeploymentRecord } from './run-record.ts';

type Target = TargetOf<'ecs'>;

export interface TakingServices {
  /** From then on it is told of what becomes of services. */
  follow(world: World): void;
  /** Told of each call that took effect, at once. */
  onEffect(world: World, made: FaultedCall): void;
  /** In the order of their starts. */
  of(world: World, target: Target): DeploymentRecord[];
}

/** Of a run: what it brought, asked as it began, and when all of the traffic was there, or was not any more. */
interface Known {
  brought?: Pick<DeploymentRecord, 'revision' | 'description'>;
  arrivedAt?: number;
  wentBackAt?: number;
}

export function takeServices(): TakingServices {
  const known = new Map<string, Known>();
  const knownOf = ({ id }: Run) => {
    const found = known.get(id) ?? {};
    known.set(id, found);
    return found;
  };
  return {
    follow({ aws, clock }) {
      aws.ecs.follow((what, run) => {
        const its = knownOf(run);
        if (what === 'arrives') its.arrivedAt = clock.millis();
        if (what === 'goesBack') its.wentBackAt = clock.millis();
      });
    },
    onEffect(world, { service, operation, call: { account, region } }) {
      if (service !== 'ecs' || operation !== 'UpdateService') return;
      for (const each of world.aws.ecs.services({ account, region })) {
        const run = each.runs.at(-1);
        const its = run && knownOf(run);
        if (run && its) its.brought ??= broughtBy(world, run);
      }
    },
    of: (world, target) =>
      serviceOf(world.aws, target).runs.map((run) => {
        const { brought = broughtBy(world, run), ...times } = knownOf(run);
        return { id: run.id, target: target.name, ...brought, ...endOf(run, times) };
      }),
  };
}

function broughtBy(
  { aws, revisions }: World,
  run: Run,
): Pick<DeploymentRecord, 'revision' | 'description'> {
  const named = (sha256: string) => revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));
  const tags = aws.ecs.definition(run.service, run.target.definition)?.tags ?? [];
  return {
    revision: revisionOfRun({ aws, named }, run) ?? null,
    description: tags.find(({ key }) => key === MARK_TAG)?.value,
  };
}

function endOf(
  { createdAt, finishedAt, status }: Run,
  { arrivedAt, wentBackAt }: Known,
): Pick<DeploymentRecord, 'status' | 'createdAt' | 'completedAt'> {
  const began = { createdAt: createdAt.getTime() };
  if (wentBackAt !== undefined) return { ...began, status: 'Stopped', completedAt: wentBackAt };
  if (arrivedAt !== undefined) return { ...began, status: 'Succeeded', completedAt: arrivedAt };
  return { ...began, status, completedAt: finishedAt?.getTime() };
}
