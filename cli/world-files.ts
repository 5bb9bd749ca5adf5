// Reads a pipeline, a scenario, and the other pipelines that share the scenario's world.

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ParsedWorld, parseWorld } from '../simulation/world/parse-scenario.ts';
import { readText } from './files.ts';
import { readPipeline } from './pipeline-file.ts';

/** Throws `Refused` with a line for each problem. */
export function readWorld(pipelineFile: string, scenarioFile: string): ParsedWorld {
  const folders = [scenarioFile, pipelineFile].map((file) => dirname(file));
  const fileOf = (named: string) => {
    const places = folders.map((folder) => resolve(folder, named));
    return places.find((place) => existsSync(place)) ?? places[0]!;
  };
  return parseWorld(readText(scenarioFile), scenarioFile, [readPipeline(pipelineFile)], (files) =>
    files.map((file) => readPipeline(fileOf(file))),
  );
}
