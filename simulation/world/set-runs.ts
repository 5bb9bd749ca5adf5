// What StackSets go through: what is told of their operations, how those of their stacks go, and who else changes them.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Stack } from '@tidegate/embedded-aws/services/cloudformation/stack';
import type {
  SetOperation,
  StackSet,
} from '@tidegate/embedded-aws/services/cloudformation/stack-set';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../../core/set-instances.ts';
import { contentsIn, isStackSet, setOf, sliceOf } from './kinds/stack-set.ts';
import type { Move, SetChange } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Told } from './service-runs.ts';
import { revisionOfTemplate } from './stack-template.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
}

/** Once one instance has it, the slice runs it; where it ends in none, it runs what it ran. */
export function followSets({ aws, targets }: Parts, told: Told): void {
  aws.cloudFormation.sets.follow((what, set, operation) => {
    for (const target of touchedBy(targets, set, operation)) {
      if (what === 'begins') {
        told.begins(target, revisionOfTemplate(operation.to.template));
        continue;
      }
      const revision = revisionOfSlice(set, target, operation);
      if (operation.status !== 'SUCCEEDED') told.stops(target);
      told.ends(target, revision);
    }
  });
}

/** That of an instance that has got what the operation brought, else that of the first. */
function revisionOfSlice(
  set: StackSet,
  target: TargetOf<'stackSet'>,
  { to }: SetOperation,
): string | undefined {
  const all = sliceOf(set, target).map(({ stack }) => stack?.contents.template ?? '');
  return revisionOfTemplate(all.find((each) => each === to.template) ?? all[0] ?? '');
}

function touchedBy(
  targets: readonly TargetDefinition[],
  set: StackSet,
  { results }: SetOperation,
): TargetOf<'stackSet'>[] {
  const touched = new Set(results.map(({ instance }) => instanceText(instance)));
  return targets
    .filter(isStackSet)
    .filter(
      ({ stackSet, account, region }) =>
        stackSet.name === set.name &&
        account === set.account &&
        region === set.region &&
        instancesOf(stackSet).some((place) => touched.has(instanceText(place))),
    );
}

/** The slice whose instance a stack is. */
export function sliceWith(
  targets: readonly TargetDefinition[],
  { name, account, region }: Pick<Stack, 'name' | 'account' | 'region'>,
): TargetDefinition | undefined {
  return targets.find(
    ({ stackSet }) =>
      stackSet !== undefined &&
      name.startsWith(`StackSet-${stackSet.name}-`) &&
      stackSet.accounts.includes(account) &&
      stackSet.regions.includes(region),
  );
}

/** Somebody brings a slice something else, stops what is under way, or changes by hand what is in its first stack. */
export function moveSet(
  { aws, revisions }: Pick<Parts, 'aws'> & { readonly revisions: Revisions },
  target: TargetOf<'stackSet'>,
  { to, stops, drifts }: Move,
): boolean {
  const set = setOf(aws, target);
  const all = sliceOf(set, target);
  const [first] = all;
  if (drifts && first?.stack) first.stack.drift = 'DRIFTED';
  else if (stops) aws.cloudFormation.sets.stop(set);
  else return aws.cloudFormation.sets.update(set, all, contentsIn(revisions.contentOf(to), target));
  return true;
}

/** Whom nobody has named: an account that joins. */
const JOINS = '999900001111';

/** Of an instance’s own, where the set has another. */
const OWN_SIZE = '1024';

/** Somebody changes the set itself, or an account of it. */
export function changeSet(
  { aws }: Pick<Parts, 'aws'>,
  target: TargetOf<'stackSet'>,
  { becomes }: SetChange,
): void {
  const set = setOf(aws, target);
  const [first] = sliceOf(set, target);
  const { region } = first ?? target;
  switch (becomes) {
    case 'automatic':
      set.deploysByItself = true;
      return;
    case 'manual':
      set.deploysByItself = false;
      return;
    case 'larger':
      aws.cloudFormation.sets.create(set, { account: JOINS, region });
      return;
    case 'queueing':
      set.queues = true;
      return;
    case 'overridden':
      if (first) aws.cloudFormation.sets.override(set, [first], { MemorySize: OWN_SIZE });
      return;
    case 'suspended':
      if (first) set.suspended.add(first.account);
      return;
    case 'inoperable':
      if (first) first.status = 'INOPERABLE';
      return;
  }
}
