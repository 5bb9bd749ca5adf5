// The switches of sites: no platform keeps them, so the calls tell, each read with the intent that stood in the table
// when it took effect.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { switchId } from '../../../flows/kinds/site.ts';
import { servedBy } from '../../world/kinds/site.ts';
import type { World } from '../../world/world.ts';
import type { DeploymentRecord } from './run-record.ts';
import { markOf } from './shifts.ts';
import { type Attributes, isWrite } from './writes.ts';

type Switched = { -readonly [K in keyof DeploymentRecord]: DeploymentRecord[K] };

export interface TakingSites {
  /** Told of each call that took effect, at once. */
  onEffect(world: World, made: FaultedCall): void;
  /** In the order of their starts. */
  readonly taken: readonly DeploymentRecord[];
}

export function takeSites(): TakingSites {
  const intents = new Map<string, Attributes>();
  const taken: Switched[] = [];
  return {
    taken,
    onEffect(world, made) {
      const switched = siteCallOf(world, made);
      if (switched) noteSwitch(world, switched, intents, taken);
      else if (isWrite(`${made.service}:${made.operation}`))
        noteIntent(world, made, intents, taken);
    },
  };
}

export interface SiteCall {
  readonly target: TargetOf<'site'>;
  /** Where it is switched to. */
  readonly path: string;
}

/** Undefined of all calls but those that switch a target's distribution. */
export function siteCallOf(
  { targets }: Pick<World, 'targets'>,
  { service, operation, input }: FaultedCall,
): SiteCall | undefined {
  if (`${service}:${operation}` !== 'cloudfront:UpdateDistribution') return undefined;
  const { Id, Xml = '' } = input as { readonly Id?: string; readonly Xml?: string };
  const isIts = (it: TargetDefinition): it is TargetOf<'site'> => it.site?.distribution === Id;
  const target = targets.find(isIts);
  const path = /<OriginPath>([^<]*)<\/OriginPath>/.exec(Xml)?.[1] || '/';
  return target && { target, path };
}

function noteIntent(
  { clock }: World,
  { input }: FaultedCall,
  intents: Map<string, Attributes>,
  taken: readonly Switched[],
): void {
  const { Item } = input as { Item?: Attributes };
  const [, target] = /^target#(.+)$/.exec(Item?.sk?.S ?? '') ?? [];
  const intent = Item?.item?.M?.intent?.M;
  if (target === undefined || intent === undefined) return;
  intents.set(target, intent);
  const its = taken.findLast(({ description }) => description === markOf(intent, target));
  if (its?.status !== 'InProgress' || intent.status?.S !== 'ended') return;
  its.status = intent.end?.M?.result?.S === 'Succeeded' ? 'Succeeded' : 'Stopped';
  its.completedAt = clock.millis();
}

function noteSwitch(
  world: World,
  { target, path }: SiteCall,
  intents: ReadonlyMap<string, Attributes>,
  taken: Switched[],
): void {
  const intent = intents.get(target.name);
  if (intent === undefined) return;
  const description = markOf(intent, target.name);
  const now = world.clock.millis();
  const before = taken.findLast((it) => it.target === target.name && it.status === 'InProgress');
  if (before) Object.assign(before, { status: 'Stopped', completedAt: now });
  if (path !== intent.functionVersion?.S) return;
  taken.push({
    id: switchId(description),
    target: target.name,
    revision: servedBy(world.aws, target) ?? null,
    description,
    status: 'InProgress',
    createdAt: now,
    completedAt: undefined,
  });
}
