// Draws a case near another one: the same world with something added, left out or ordered otherwise.

import { isFailure } from '../../core/failure.ts';
import type { ScenarioInput } from '../world/scenario.ts';
import { drawFaults } from './draw/draw-faults.ts';
import { drawPeople } from './draw/draw-people.ts';
import { type Draws, drawsFrom } from './draw/draws.ts';
import { settingOf } from './draw/setting.ts';
import { pipelineOf, type SeededCase, worldOf } from './seeded-case.ts';

/** A function of the case and the seed. */
export function drawMutant(parent: SeededCase, seed: number): SeededCase {
  const draws = drawsFrom(seed);
  const setting = settingOf(pipelineOf(parent), revisionsOf(parent.scenario), LATEST_MINUTE);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const drawn = draws.of(`mutant ${attempt}`);
    const scenario = changed(parent.scenario, drawn, {
      ...drawFaults(drawn.of('faults'), setting),
      people: drawPeople(drawn.of('people'), setting),
    });
    const order = drawn.chance(0.5) ? parent.seed : seed;
    const mutant = { ...parent, seed: order, scenario };
    if (isWorld(mutant)) return mutant;
  }
  return { ...parent, seed };
}

const ATTEMPTS = 20;
const LATEST_MINUTE = 20;
const LISTS = ['calls', 'deaths', 'events', 'people'] as const;

/** A list or two of it, with new items beside the old, in their place, or with fewer of the old. */
function changed(scenario: ScenarioInput, draws: Draws, fresh: ScenarioInput): ScenarioInput {
  const parts = LISTS.flatMap((list) => {
    if (!draws.chance(0.5)) return [];
    const old = scenario[list] ?? [];
    const added = fresh[list] ?? [];
    const kept = old.filter(() => draws.chance(0.75));
    return [[list, draws.chance(0.8) ? [...kept, ...added] : kept]];
  });
  return { ...scenario, ...Object.fromEntries(parts) };
}

function revisionsOf({ builds = [], baseline }: ScenarioInput): string[] {
  const built = builds.flatMap(({ revision, pipeline }) =>
    revision === undefined || (pipeline !== undefined && pipeline !== 'shop') ? [] : [revision],
  );
  return baseline === undefined ? built : [...built, baseline];
}

/** What cannot go together is no world. */
function isWorld(mutant: SeededCase): boolean {
  try {
    worldOf(mutant);
    return true;
  } catch (thrown) {
    if (isFailure(thrown, 'Refused')) return false;
    throw thrown;
  }
}
