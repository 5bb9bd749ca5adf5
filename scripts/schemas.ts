// The JSON Schemas that editors check files with, made from the zod schemas that Tidegate itself reads them with.

import * as z from 'zod';
import { pipelineSchema } from '../core/pipeline/schema.ts';
import { templateSchema } from '../core/pipeline/template-schema.ts';
import { policySchema } from '../core/practice/policy-schema.ts';
import { scenarioSchema } from '../simulation/world/scenario.ts';

/** File names in `schemas/`, and what each holds. Draft 7, which every editor's YAML support knows. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'pipeline.schema.json': jsonSchemaOf(pipelineSchema),
    'policy.schema.json': jsonSchemaOf(policySchema),
    'scenario.schema.json': jsonSchemaOf(scenarioSchema),
    'template.schema.json': jsonSchemaOf(templateSchema),
  };
}

export function jsonText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What a person writes: defaults are optional. A schema used in several places is written in each. */
function jsonSchemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused: 'inline' });
}
