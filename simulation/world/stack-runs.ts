// What stacks go through: how their updates go, who else updates them, and what is told of that.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Stack } from '@tidegate/embedded-aws/services/cloudformation/stack';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { counted } from './counted.ts';
import { contentsIn, stackOf } from './kinds/stack.ts';
import type { Move } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import type { Told } from './service-runs.ts';
import { sliceWith } from './set-runs.ts';
import { revisionOfTemplate } from './stack-template.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
}

export function followStacks({ aws, targets }: Parts, told: Told): void {
  aws.cloudFormation.follow((what, stack, to) => {
    const target = targetOf(targets, stack);
    if (target === undefined || what === 'ends') return;
    if (what === 'begins') told.begins(target, revisionOfTemplate(to.template));
    if (what === 'goesBack') told.stops(target);
    if (what !== 'begins') told.ends(target, revisionOfTemplate(to.template));
  });
}

export function scriptStacks({
  aws,
  targets,
  scenario,
}: Parts & { readonly scenario: Pick<Scenario, 'misbehaviours'> }): void {
  const played = counted();
  aws.cloudFormation.script((stack, { to }) => {
    const revision = revisionOfTemplate(to.template);
    const target = targetOf(targets, stack) ?? sliceWith(targets, stack);
    const found = scenario.misbehaviours.find(
      (each) =>
        each.how === 'deployment' &&
        each.revision === revision &&
        each.target === target?.name &&
        played.isLeft(each, each.times),
    );
    if (found?.how !== 'deployment') return undefined;
    played.add(found);
    const { outcome, takes, resource: logicalId } = found;
    const reason = `The scenario lets ${found.revision} fail here.`;
    const isFailing = outcome === 'fails' || outcome === 'cannotGoBack';
    return {
      ...(takes && { seconds: secondsIn(takes) }),
      ...(isFailing && { fails: { ...(logicalId && { logicalId }), reason } }),
      ...(outcome === 'cannotGoBack' && {
        rollbackFails: 'The scenario lets nothing be changed back.',
      }),
      ...(outcome === 'hangs' && { hangs: true }),
    };
  });
}

/**
 * Somebody updates a stack, cancels its update or continues its rollback, or changes by hand what is in it; false while
 * it cannot be updated.
 */
export function moveStack(
  { aws, revisions }: Pick<Parts, 'aws'> & { readonly revisions: Revisions },
  target: TargetOf<'stack'>,
  { to, stops, drifts }: Move,
): boolean {
  const stack = stackOf(aws, target);
  if (drifts) stack.drift = 'DRIFTED';
  else if (stops) aws.cloudFormation.goBack(stack);
  else return aws.cloudFormation.update(stack, contentsIn(revisions.contentOf(to), target));
  return true;
}

function targetOf(
  targets: readonly TargetDefinition[],
  { name, account, region }: Stack,
): TargetDefinition | undefined {
  return targets.find(
    (it) => it.stack?.name === name && it.account === account && it.region === region,
  );
}
