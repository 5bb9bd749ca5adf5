// Both transports and both tables carry the same world: the same calls at the same times, and a report of the same
// bytes.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseStrictYaml } from '../../core/strict-yaml.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { shareOf } from '../share.ts';
import { type Case, expectAlike } from './carried.ts';

function example(name: string): Case {
  const file = `examples/scenarios/${name}.yml`;
  return {
    pipelines: [
      parsePipeline(readFileSync('examples/minimal/tidegate.yml', 'utf8'), 'tidegate.yml'),
    ],
    scenario: parseStrictYaml(scenarioSchema, readFileSync(file, 'utf8'), file),
    seed: 3,
    readFile: (path) => readFileSync(resolve(dirname(file), path), 'utf8'),
  };
}

test.each(
  shareOf(['calls-throttled', 'call-dies-after-effect', 'function-dies', 'person-stops'], 4),
)('%s is played alike on both transports, with either table', (name) => expectAlike(example(name)));
