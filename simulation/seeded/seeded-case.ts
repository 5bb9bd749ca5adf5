// What is played for a seed: all of it as files that a person can read, change and play again.

import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition, PipelineInput } from '../../core/pipeline/schema.ts';
import { parseWorld } from '../world/parse-scenario.ts';
import type { Pipelines } from '../world/pipelines.ts';
import type { Scenario, ScenarioInput } from '../world/scenario.ts';

export interface SeededCase {
  /** The order of things. */
  readonly seed: number;
  readonly pipeline: PipelineInput;
  readonly scenario: ScenarioInput;
  /** Files that either names, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

type PipelineFiles = Pick<SeededCase, 'pipeline' | 'files'>;

/** What was read last: whoever draws a case, checks it or plays it reads its pipeline again. */
let last: (PipelineFiles & { readonly definition: PipelineDefinition }) | undefined;

export function pipelineOf({ pipeline, files }: PipelineFiles): PipelineDefinition {
  if (last?.pipeline === pipeline && last.files === files) return last.definition;
  const definition = parsePipeline(stringify(pipeline), 'pipeline.yml', (name) => {
    const text = files[name] ?? '';
    return { name, text, digest: `sha256:${createHash('sha256').update(text).digest('hex')}` };
  });
  last = { pipeline, files, definition };
  return definition;
}

export interface CaseWorld {
  readonly pipelines: Pipelines;
  readonly scenario: Scenario;
}

/** Read as files would be, so that a name of nothing is refused and not silently left out. */
export function worldOf(played: SeededCase): CaseWorld {
  const readOthers = (names: readonly string[]) =>
    names.map((name) => parsePipeline(played.files[name] ?? '', name));
  const { scenario } = played;
  return parseWorld(stringify(scenario), 'scenario.yml', [pipelineOf(played)], readOthers);
}
