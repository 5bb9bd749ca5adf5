// How much of production's traffic has met a revision, and for how long.

import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { planOf } from '../../core/plan.ts';
import { weightOf } from '../../core/planner/traffic.ts';
import { productionStagesOf } from '../../core/practice/production.ts';
import type { World } from '../world/world.ts';

export interface Exposed {
  /** The targets of production that have served it, however little. */
  readonly targets: readonly string[];
  /** The most of production's traffic that it served at once, of 1: each target's weight is its share. */
  readonly mostOfTraffic: number;
  /** In minutes of all of production's traffic: half of it for ten minutes is five. */
  readonly trafficMinutes: number;
  /** Whether it still served some of it when all had ended. */
  readonly goesOn: boolean;
}

export interface ExposureWatch {
  /** Looks at what serves now: what was so at the last look is so until this one. */
  look(): void;
  follow(world: World): void;
  exposed(): Exposed;
}

export function watchExposure(pipeline: PipelineDefinition, revision: string): ExposureWatch {
  const production = productionStagesOf(planOf(pipeline));
  const targets = pipeline.stages.filter(({ name }) => production.has(name)).flatMap(targetsOf);
  const whole = targets.reduce((sum, target) => sum + weightOf(target), 0);
  const reached = new Set<string>();
  let world: World | undefined;
  let last = { at: 0, share: 0 };
  let most = 0;
  let millis = 0;

  function shareNow({ truth }: World): number {
    let share = 0;
    for (const target of targets) {
      const parts = truth.shares(target).filter((each) => each.revision === revision);
      const part = parts.reduce((sum, each) => sum + each.part, 0);
      if (part > 0) reached.add(target.name);
      share += (part * weightOf(target)) / whole;
    }
    return share;
  }

  function look() {
    if (world === undefined || whole === 0) return;
    const at = world.clock.millis();
    millis += last.share * (at - last.at);
    last = { at, share: shareNow(world) };
    most = Math.max(most, last.share);
  }

  return {
    look,
    follow(followed) {
      world = followed;
      last = { at: followed.clock.millis(), share: 0 };
    },
    exposed: () => ({
      targets: targets.map(({ name }) => name).filter((name) => reached.has(name)),
      mostOfTraffic: Math.min(1, most),
      trafficMinutes: millis / 60_000,
      goesOn: last.share > 0,
    }),
  };
}
