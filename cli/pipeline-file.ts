// Reads a pipeline's file, and the template beside it that it extends.

import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { type Problem, refusedFile } from '../core/failure.ts';
import type { Pace } from '../core/pace.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TemplateReader } from '../core/pipeline/template.ts';
import { contradictionsIn } from '../core/stage-limits.ts';
import { type Finding, placesIn } from '../core/strict-yaml.ts';
import { readText } from './files.ts';

/** Throws `Refused` with a line for each problem. */
export function readPipeline(file: string): PipelineDefinition {
  return parsePipelineFile(readText(file), file);
}

export function parsePipelineFile(text: string, file: string): PipelineDefinition {
  return parsePipeline(text, file, templatesFrom(dirname(file)));
}

/** Throws `Refused` with a line for each limit that a deployment of its stage cannot keep. */
export function refuseImpossible(
  file: string,
  text: string,
  { stages }: PipelineDefinition,
  paces: ReadonlyMap<string, Pace>,
): void {
  const problems = contradictionsOf(file, text, stages, paces);
  if (problems.length > 0) throw refusedFile(problems);
}

/** A limit that no deployment can keep is as wrong as a word that is misspelt. */
export function contradictionsOf(
  file: string,
  text: string,
  stages: PipelineDefinition['stages'],
  paces: ReadonlyMap<string, Pace>,
): Problem[] {
  return problemsAt(file, text, contradictionsIn(stages, paces));
}

/** What was found, each at its place in the file. */
export function problemsAt(file: string, text: string, found: readonly Finding[]): Problem[] {
  if (found.length === 0) return [];
  const placeOf = placesIn(text);
  return found.map((each) => ({ file, ...placeOf(each.path), text: each.text }));
}

/** The texts of the templates that a pipeline extends, by the paths that it says. */
export function templatesOf(text: string, file: string): Record<string, string> {
  const read = templatesFrom(dirname(file));
  const texts: Record<string, string> = {};
  parsePipeline(text, file, (path) => {
    const found = read(path);
    texts[path] = found.text;
    return found;
  });
  return texts;
}

function templatesFrom(folder: string): TemplateReader {
  return (path) => {
    const name = isAbsolute(path) ? path : join(folder, path);
    const text = readText(name);
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    return { name, text, digest };
  };
}
