// The shifts of aliases that Tidegate itself moves: no CodeDeploy tells of them, so the calls do, each read with the
// intent that stood in the table when it took effect.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { deploymentMark } from '../../../core/intent.ts';
import type { SteppingTarget } from '../../../core/stepping.ts';
import { shiftId } from '../../../flows/kinds/alias-steps.ts';
import type { World } from '../../world/world.ts';
import { type AliasCall, aliasCallOf, revisionOfVersion } from './alias-call.ts';
import type { DeploymentRecord } from './run-record.ts';
import { type Attribute, type Attributes, isWrite } from './writes.ts';

type Shifted = { -readonly [K in keyof DeploymentRecord]: DeploymentRecord[K] };

export interface TakingShifts {
  /** Told of each call that took effect, at once. */
  onEffect(world: World, made: FaultedCall): void;
  /** In the order of their starts. */
  readonly taken: readonly DeploymentRecord[];
}

export function takeShifts(): TakingShifts {
  const intents = new Map<string, Attributes>();
  const taken: Shifted[] = [];
  return {
    taken,
    onEffect(world, made) {
      const moved = aliasCallOf(world, made);
      if (moved) noteMove(world, moved, intents, taken);
      else if (isWrite(`${made.service}:${made.operation}`))
        noteIntent(world, made, intents, taken);
    },
  };
}

/** What stands nowhere any more once its intent has ended was ended without a call. */
function noteIntent(
  { clock }: World,
  { input }: FaultedCall,
  intents: Map<string, Attributes>,
  taken: readonly Shifted[],
): void {
  const { Item } = input as { Item?: Attributes };
  const [, target] = /^target#(.+)$/.exec(Item?.sk?.S ?? '') ?? [];
  const intent = Item?.item?.M?.intent?.M;
  if (target === undefined || intent === undefined) return;
  intents.set(target, intent);
  const its = taken.findLast(({ description }) => description === markOf(intent, target));
  if (its && intent.status?.S === 'ended') end(its, 'Stopped', clock.millis());
}

function noteMove(
  world: World,
  { target, shares }: AliasCall,
  intents: ReadonlyMap<string, Attributes>,
  taken: Shifted[],
): void {
  const intent = intents.get(target.name);
  if (intent === undefined) return;
  const version = intent.functionVersion?.S;
  const at = world.clock.millis();
  const mark = markOf(intent, target.name);
  const isSplit = Object.keys(shares).length > 1;
  const goesBack = !isSplit && !((version ?? '') in shares);
  const known = taken.findLast(({ description }) => description === mark);
  if (known === undefined && goesBack) return;
  const its = known ?? begun(world, target, version, mark);
  if (known === undefined) taken.push(its);
  if (!isSplit) end(its, goesBack ? 'Stopped' : 'Succeeded', at);
}

function begun(
  world: World,
  target: SteppingTarget,
  version: string | undefined,
  mark: string,
): Shifted {
  return {
    id: shiftId(mark),
    target: target.name,
    revision: revisionOfVersion(world, target, version) ?? null,
    description: mark,
    status: 'InProgress',
    createdAt: world.clock.millis(),
    completedAt: undefined,
  };
}

/** What has ended stays so, whatever is done to the alias afterwards. */
function end(its: Shifted, status: string, at: number): void {
  if (its.completedAt === undefined) Object.assign(its, { status, completedAt: at });
}

export function markOf(intent: Attributes, target: string): string {
  const number = (attribute: Attribute | undefined) => Number(attribute?.N ?? 1);
  const doing = intent.doing?.S === 'rollBack' ? 'rollBack' : 'deploy';
  const [wave, attempt] = [number(intent.wave), number(intent.attempt)];
  return deploymentMark({ release: intent.release?.S ?? '', wave, attempt, doing }, target);
}
