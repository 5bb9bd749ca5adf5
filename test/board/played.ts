// The example, played once: what the board shows at the moments asked for.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type PipelineView, pipelineView } from '../../core/board/view.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseStrictYaml } from '../../core/strict-yaml.ts';
import { readBoard } from '../../flows/read-board.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = 'examples/checkout/tidegate.yml';
const SCENARIO = 'examples/scenarios/two-releases.yml';

/** The moments, ISO 8601, must be in order; one after the end shows the end. */
export async function viewsAt(moments: readonly string[]): Promise<PipelineView[]> {
  const views: PipelineView[] = [];
  const read = (path: string) => readFileSync(path, 'utf8');
  const look = async (now: number) =>
    void views.push(pipelineView(await readBoard(world.onlooker, 'checkout'), now));
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [parsePipeline(read(PIPELINE), PIPELINE)],
    scenario: parseStrictYaml(scenarioSchema, read(SCENARIO), SCENARIO),
    seed: 1,
    readFile: (path) => read(resolve(dirname(SCENARIO), path)),
    pace: async (from, to) => {
      const next = Date.parse(moments[views.length] ?? '');
      if (Number.isNaN(next) || next > to) return to;
      if (from < next) return next;
      await look(from);
      return from;
    },
  });
  await world.play();
  while (views.length < moments.length) await look(world.clock.millis());
  await world.close();
  return views;
}
