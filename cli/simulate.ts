// tidegate simulate: plays a scenario on the embedded AWS and says how everything ended.

import { dirname, resolve } from 'node:path';
import { reportOf } from '../simulation/report.ts';
import { parseScenario } from '../simulation/world/parse-scenario.ts';
import { makeWorld } from '../simulation/world/world.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';
import { readPipeline } from './pipeline-file.ts';
import { summaryOf } from './summary.ts';

const USAGE = 'tidegate simulate FILE --scenario FILE [--seed N] [--json]';

export async function simulate(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      scenario: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw refuseUsage(`expected one pipeline file, got ${positionals.length}`, USAGE);
  if (values.scenario === undefined) throw refuseUsage('expected --scenario FILE, got none', USAGE);
  const seed = readSeed(values.seed);

  const { scenario: scenarioFile } = values;
  const pipelines = [readPipeline(file)];
  const scenario = parseScenario(readText(scenarioFile), scenarioFile, pipelines);
  const world = await makeWorld({
    pipelines,
    scenario,
    seed,
    readFile: (path) => readText(resolve(dirname(scenarioFile), path)),
  });
  await world.play();
  const report = await reportOf(world);
  const spent = world.aws.statistics();
  await world.close();
  const text = values.json
    ? JSON.stringify(report, null, 2)
    : summaryOf({ report, pipelines, spent });
  process.stdout.write(`${text}\n`);
  return 0;
}

function readSeed(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw refuseUsage(`expected --seed to be a whole number, got ${JSON.stringify(text)}`, USAGE);
}
