// Reads a pipeline's file, and the template beside it that it extends.

import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { MOST_FILE_CHARACTERS } from '../core/command/most-characters.ts';
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
  return withTemplates(text, file).pipeline;
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

/** A pipeline, and the texts of the files that it names, by the paths that it says. */
export function withTemplates(
  text: string,
  file: string,
): { readonly pipeline: PipelineDefinition; readonly templates: Record<string, string> } {
  const read = templatesFrom(dirname(file));
  const templates: Record<string, string> = {};
  const pipeline = parsePipeline(text, file, (path) => {
    const found = read(path);
    templates[path] = found.text;
    return found;
  });
  refuseTooLong(file, [text, ...Object.values(templates)]);
  return { pipeline, templates };
}

/** What `apply` could not send is told by whoever reads it first. */
function refuseTooLong(file: string, texts: readonly string[]): void {
  const length = texts.reduce((sum, each) => sum + JSON.stringify(each).length, 0);
  if (length <= MOST_FILE_CHARACTERS) return;
  const what = texts.length > 1 ? ', with the files that it names,' : '';
  const text = `expected a pipeline file${what} of at most ${MOST_FILE_CHARACTERS} characters, got ${length}`;
  throw refusedFile([{ file, line: 1, column: 1, text }]);
}

function templatesFrom(folder: string): TemplateReader {
  return (path) => {
    const name = isAbsolute(path) ? path : join(folder, path);
    const text = readText(name);
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    return { name, text, digest };
  };
}
