// What a scenario says of deployments of CodeDeploy: only targets with a group have any.

import { kindFor } from '../../core/kinds/kinds.ts';
import { kindOfTarget, type TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Scenario } from './scenario.ts';

type GroupUse = readonly [
  path: readonly PropertyKey[],
  what: string,
  name: string,
  known: readonly string[],
];

export function groupUses(
  { deployments, misbehaviours, moves }: Scenario,
  targets: readonly TargetDefinition[],
): GroupUse[] {
  const namesOf = (is: (target: TargetDefinition) => boolean) =>
    targets.filter(is).map(({ name }) => name);
  const grouped = namesOf((target) => kindFor(target).groupOf(target) !== undefined);
  // Of all but an alias, which Tidegate itself moves, some platform has deployments.
  const deployed = namesOf((target) => kindOfTarget(target) !== 'alias');
  const configured = namesOf(({ appConfig }) => appConfig !== undefined);
  const all = new Set(targets.map(({ name }) => name));
  const uses = (
    word: string,
    items: readonly object[],
    known: readonly string[],
    isOf: (item: never) => boolean,
  ) =>
    items.flatMap((item, index): GroupUse[] => {
      const { target = '' } = item as { readonly target?: string };
      // One that is nowhere is told of as such.
      if (!isOf(item as never) || !all.has(target)) return [];
      return [[[word, index, 'target'], 'target with a deployment group', target, known]];
    });
  return [
    ...uses('deployments', deployments, grouped, () => true),
    ...uses(
      'misbehaviours',
      misbehaviours,
      deployed,
      ({ how }: { how: string }) => how === 'deployment',
    ),
    ...misbehaviours.flatMap((each, index): GroupUse[] => {
      if (each.how !== 'deployment' || each.outcome !== 'invalid' || !all.has(each.target))
        return [];
      const path = ['misbehaviours', index, 'target'] as const;
      return [[path, 'target of AppConfig, which alone has validators', each.target, configured]];
    }),
    ...uses('moves', moves, grouped, ({ by }: { by?: string }) => by === 'codedeploy'),
  ];
}
