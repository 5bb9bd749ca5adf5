// A world in which time stands still, but for what the command line asks of its deployed Tidegate, over the wire.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type WorldOptions } from '../../simulation/world/world.ts';
import type { ScenarioInput } from '../paths/played.ts';
import { tablesOfFile } from '../tables.ts';
import { asking } from './asking.ts';

/** It has only begun: whoever wants more of it plays it on. */
export async function standing(
  pipeline: string,
  scenario: ScenarioInput,
  readFile: (path: string) => string = String,
  more: WorldOptions['more'] = {},
) {
  let holds = false;
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [parsePipeline(pipeline, 'tidegate.yml')],
    scenario: scenarioSchema.parse({ baseline: 'old', ...scenario }),
    seed: 1,
    readFile,
    more,
    pace: async (from, to, woken) => {
      if (!holds) return to;
      await woken;
      return from;
    },
  });
  const startAt = world.clock.millis();
  const { ask, tell, whilePlaying, aws, where, close } = await asking(world);

  async function moving(play: () => Promise<unknown>): Promise<void> {
    holds = false;
    await play();
    holds = true;
  }

  return {
    world,
    close,
    whilePlaying,
    /** Where its AWS listens. */
    endpoint: aws.at(-1) ?? '',
    ask: (...words: readonly string[]) => ask(...words, ...where),
    /** Nothing but the way to its AWS is added, and nothing is thrown. */
    tellAws: (...words: readonly string[]) => tell(...words, ...aws),
    /** Plays it to its end. */
    play: () => moving(() => world.play()),
    /** Plays it until so many minutes since its start. */
    playUntil: (minutes: number) =>
      moving(() => world.clock.play(() => world.clock.millis() >= startAt + minutes * 60_000)),
  };
}
