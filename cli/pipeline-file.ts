// Reads a pipeline's file, and the template beside it that it extends.

import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { parsePipeline } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TemplateReader } from '../core/pipeline/template.ts';
import { readText } from './files.ts';

/** Throws `Refused` with a line for each problem. */
export function readPipeline(file: string): PipelineDefinition {
  return parsePipelineFile(readText(file), file);
}

export function parsePipelineFile(text: string, file: string): PipelineDefinition {
  return parsePipeline(text, file, templatesFrom(dirname(file)));
}

function templatesFrom(folder: string): TemplateReader {
  return (path) => {
    const name = isAbsolute(path) ? path : join(folder, path);
    const text = readText(name);
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    return { name, text, digest };
  };
}
