// An account in which time stands still, as the targets of a pipeline need it: lint and init look at it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { asking } from './asking.ts';

const SOON_MILLIS = 15_000;

/** What is there is what these targets need, as they are written in YAML, and what else their stage says. */
export async function accountLookedAt(targets: string, more = '') {
  const world = await makeWorld({
    pipelines: [parsePipeline(oneTarget({ of: targets, more }), 'tidegate.yml')],
    scenario: scenarioSchema.parse({ baseline: 'old', builds: [] }),
    seed: 1,
    readFile: () => '',
    // What takes seconds happens at once; nothing else does.
    pace: async (from, to, woken) => {
      if (to - from <= SOON_MILLIS) return to;
      await woken;
      return from;
    },
  });
  const { ask, aws, close } = await asking(world);
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-account-'));
  return {
    folder,
    world,
    ask: (...words: readonly string[]) => ask(...words, ...aws),
    /** What lint says of other targets there, and of what else a stage says: `looked.yml`. */
    looked(of: string, said = '', ...words: readonly string[]) {
      const file = join(folder, 'looked.yml');
      writeFileSync(file, oneTarget({ of, more: said }));
      return ask('lint', file, '--aws', ...words, ...aws);
    },
    async close() {
      rmSync(folder, { recursive: true });
      await close();
    },
  };
}
