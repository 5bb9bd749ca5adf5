// A world in which time stands still, but for what the command line asks of its deployed Tidegate, over the wire.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type WorldOptions } from '../../simulation/world/world.ts';
import type { ScenarioInput } from '../paths/played.ts';
import { asking } from './asking.ts';

/** So often in a second its time passes where it passes slowly. */
const TURN_MILLIS = 20;

/** It has only begun: whoever wants more of it plays it on. */
export async function standing(
  pipeline: string,
  scenario: ScenarioInput,
  readFile: (path: string) => string = String,
  more: WorldOptions['more'] = {},
) {
  let holds = false;
  let secondsEachTurn = Number.POSITIVE_INFINITY;
  const world = await makeWorld({
    pipelines: [parsePipeline(pipeline, 'tidegate.yml')],
    scenario: scenarioSchema.parse({ baseline: 'old', ...scenario }),
    seed: 1,
    readFile,
    more,
    pace: async (from, to, woken) => {
      if (holds) {
        await woken;
        return from;
      }
      if (secondsEachTurn === Number.POSITIVE_INFINITY || from === to) return to;
      await Promise.race([woken, new Promise((resolve) => setTimeout(resolve, TURN_MILLIS))]);
      return Math.min(to, from + secondsEachTurn * 1000);
    },
  });
  const startAt = world.clock.millis();
  const { ask, tell, whilePlaying, aws, where, close } = await asking(world);

  async function moving(play: () => Promise<unknown>): Promise<void> {
    holds = false;
    secondsEachTurn = Number.POSITIVE_INFINITY;
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
    /** From now on its time passes while a verb runs, so many seconds in a second. */
    passing: (seconds: number) => {
      holds = false;
      secondsEachTurn = (seconds * TURN_MILLIS) / 1000;
    },
    /** Plays it to its end. */
    play: () => moving(() => world.play()),
    /** Plays it until so many minutes since its start. */
    playUntil: (minutes: number) =>
      moving(() => world.clock.play(() => world.clock.millis() >= startAt + minutes * 60_000)),
  };
}
