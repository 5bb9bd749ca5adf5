// What is left behind, and caught up: where a wave may go on without some of its targets, or is carried in slices, more
// of what happens to such is drawn than elsewhere.

import { kindFor } from '../../../core/kinds/kinds.ts';
import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import { planOf } from '../../../core/plan.ts';
import type { PlannedWave } from '../../../core/planned-wave.ts';
import { home } from '../../world/place.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import type { Draws } from './draws.ts';
import type { Setting } from './setting.ts';

type List<Name extends 'misbehaviours' | 'regions' | 'people'> = NonNullable<ScenarioInput[Name]>;

interface Behind {
  readonly misbehaviours: List<'misbehaviours'>;
  readonly regions: List<'regions'>;
  readonly people: List<'people'>;
}

const NOTHING: Behind = { misbehaviours: [], regions: [], people: [] };

export function drawBehind(draws: Draws, pipeline: PipelineDefinition, setting: Setting): Behind {
  const waves = planOf(pipeline).filter(
    ({ targets, mayFail, sliced, skipAwaySeconds }) =>
      targets.length > 0 && (mayFail || sliced || skipAwaySeconds !== undefined),
  );
  if (waves.length === 0 || !draws.chance(0.6)) return NOTHING;
  const wave = draws.pick(waves);
  const at = setting.lastBuildMinute;
  return {
    misbehaviours: failures(draws.of('failures'), wave, setting.revisions),
    regions: away(draws.of('away'), wave, at),
    people: [
      ...skipped(draws.of('skipped'), wave, at),
      ...(draws.chance(0.6)
        ? [{ at: `${at + draws.between(60, 600)}m`, as: 'ada', ...CAUGHT_UP }]
        : []),
    ],
  };
}

const CAUGHT_UP = { does: 'retry', behind: true, reason: 'it is there again' } as const;

function failures(
  draws: Draws,
  { targets }: PlannedWave,
  revisions: readonly string[],
): Behind['misbehaviours'] {
  const byGroup = targets.filter((target) => target.lambda && kindFor(target).groupOf(target));
  return draws.some(byGroup.length === 0 ? 0 : 2, () => ({
    how: 'deployment' as const,
    revision: draws.pick(revisions),
    target: draws.pick(byGroup).name,
    ...(draws.chance(0.5) && { times: draws.between(1, 3) }),
  }));
}

function away(draws: Draws, { targets }: PlannedWave, at: number): Behind['regions'] {
  const others = targets.filter((each) => each.account !== home.account);
  if (others.length === 0 || !draws.chance(0.4)) return [];
  const { account, region } = draws.pick(others);
  return [
    {
      region,
      // Tidegate itself stays.
      ...((region === home.region || draws.chance(0.3)) && { account }),
      from: `${draws.between(0, at + 10)}m`,
      for: draws.pick(['10m', '1h', '5h']),
    },
  ];
}

function skipped(draws: Draws, { targets }: PlannedWave, at: number): Behind['people'] {
  if (!draws.chance(0.3)) return [];
  return [
    {
      at: `${draws.between(at, at + 60)}m`,
      as: 'ada',
      does: 'skip-region',
      reason: 'it is away',
      region: draws.pick(targets).region,
    },
  ];
}
