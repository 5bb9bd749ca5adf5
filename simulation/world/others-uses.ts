// What a scenario says of others, who change what targets run, have, or could have: only of targets that there are.

import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Scenario } from './scenario.ts';
import type { Use } from './used-names.ts';

/** Who else moves what targets run, and deletes what they could. */
export function othersUses(
  scenario: Scenario,
  targets: readonly TargetDefinition[],
  revisions: readonly string[],
): Use[] {
  const names = targets.map(({ name }) => name);
  return [
    ...(['moves', 'prunes'] as const).flatMap((word) =>
      scenario[word].map(
        (each, index): Use => [[word, index, 'target'], 'target', each.target, names],
      ),
    ),
    ...scenario.instances.map(
      (each, index): Use => [
        ['instances', index, 'target'],
        'target with instances',
        each.target,
        targets.filter(({ ec2 }) => ec2).map(({ name }) => name),
      ],
    ),
    ...scenario.provisioned.map(
      (each, index): Use => [
        ['provisioned', index, 'target'],
        'target with a function',
        each.target,
        targets.filter(({ lambda }) => lambda).map(({ name }) => name),
      ],
    ),
    ...scenario.triggers.map(
      (each, index): Use => [
        ['triggers', index, 'target'],
        'target with a stack or a configuration',
        each.target,
        targets.filter(({ stack, appConfig }) => stack ?? appConfig).map(({ name }) => name),
      ],
    ),
    ...usesOfServices(scenario, targets),
    ...scenario.prunes.map(
      (each, index): Use => [
        ['prunes', index, 'revision'],
        'revision',
        each.revision,
        [...revisions, ...scenario.moves.map(({ to }) => to)],
      ],
    ),
  ];
}

function usesOfServices(
  { services, sets }: Pick<Scenario, 'services' | 'sets'>,
  targets: readonly TargetDefinition[],
): Use[] {
  const ofEcs = targets.filter(({ ecs }) => ecs).map(({ name }) => name);
  const slices = targets.filter(({ stackSet }) => stackSet).map(({ name }) => name);
  return [
    ...services.map(
      (each, index): Use => [['services', index, 'target'], 'target of ECS', each.target, ofEcs],
    ),
    ...sets.map(
      (each, index): Use => [
        ['sets', index, 'target'],
        'target with a StackSet',
        each.target,
        slices,
      ],
    ),
  ];
}
