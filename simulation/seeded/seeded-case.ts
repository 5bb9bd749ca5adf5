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

export function pipelineOf({
  pipeline,
  files,
}: Pick<SeededCase, 'pipeline' | 'files'>): PipelineDefinition {
  return parsePipeline(stringify(pipeline), 'pipeline.yml', (name) => {
    const text = files[name] ?? '';
    return { name, text, digest: `sha256:${createHash('sha256').update(text).digest('hex')}` };
  });
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
