// Both transports and both tables carry the same world: the same calls at the same times, and a report of the same
// bytes.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseStrictYaml } from '../../core/strict-yaml.ts';
import { drawCase } from '../../simulation/seeded/draw-case.ts';
import { worldOf } from '../../simulation/seeded/seeded-case.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { type Case, played } from './carried.ts';

function drawn(seed: number): Case {
  const it = drawCase(seed);
  return { ...worldOf(it), seed, readFile: (name) => it.files[name] ?? '' };
}

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

const cases: (readonly [name: string, Case])[] = [
  ['seed 3', drawn(3)],
  ['seed 6', drawn(6)],
  ['seed 20', drawn(20)],
  ['calls-throttled', example('calls-throttled')],
  ['call-dies-after-effect', example('call-dies-after-effect')],
  ['function-dies', example('function-dies')],
  ['person-stops', example('person-stops')],
];

test.each(cases)(
  '%s is played alike on both transports, with either table',
  async (_, scripted) => {
    const direct = await played(scripted, { transport: 'direct', tables: 'memory' });
    const wire = await played(scripted, { transport: 'wire', tables: 'dynalite' });

    expect(direct.calls.length).toBeGreaterThan(100);
    expect(direct.calls).toEqual(wire.calls);
    expect(direct.report).toBe(wire.report);
  },
);
