// Whether a definition is one that AWS accepts.

import { isObject, type Json, type JsonObject } from '../json.ts';
import { NESTING_LEVELS, TASK_SECONDS } from '../limits.ts';
import { checkBlock } from './block-rules.ts';
import { type Diagnostic, newReport, type Report } from './diagnostics.ts';
import { checkFields, MACHINE_FIELDS } from './field-rules.ts';
import { languageOf } from './language-rules.ts';
import { checkInteger, checkText } from './value-rules.ts';
import { checkVariables } from './variable-rules.ts';

export type { Diagnostic } from './diagnostics.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

const NO_OBJECT = 'Definition must be a valid JSON object';

/** Everything found, errors and warnings; a definition without errors compiles and runs. */
export function validateDefinition(
  text: string,
  type: MachineType = 'STANDARD',
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = newReport(found);
  if (text === '') {
    report.error('SCHEMA_VALIDATION_FAILED', NO_OBJECT);
    return found;
  }
  let definition: Json;
  try {
    definition = JSON.parse(text) as Json;
  } catch (error) {
    report.error('INVALID_JSON_DESCRIPTION', (error as Error).message, '/');
    return found;
  }
  if (!isObject(definition)) {
    report.schema('/', NO_OBJECT);
  } else if (depthOf(definition) > NESTING_LEVELS) {
    report.error('TOO_DEEPLY_NESTED', `Expected at most ${NESTING_LEVELS} levels, got more`, '/');
  } else validateMachine(definition, type, report);
  return found;
}

function validateMachine(definition: JsonObject, type: MachineType, report: Report): void {
  checkFields(definition, MACHINE_FIELDS, '', report);
  const language = languageOf(definition, undefined, '', report);
  checkText(definition, 'Comment', '', report);
  checkText(definition, 'Version', '', report);
  // There is nothing yet that an expression could see.
  const bounds = { least: 1, most: TASK_SECONDS };
  checkInteger(definition, 'TimeoutSeconds', '', bounds, report, 'literal');
  checkBlock(
    definition,
    '',
    { language, type, names: new Set(), labels: new Set(), checkBlock },
    report,
  );
  checkVariables(definition, report);
}

/** Stops counting just past the deepest that is accepted. */
function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > NESTING_LEVELS) return depth;
  return Object.values(value).reduce(
    (most: number, part) => Math.max(most, depthOf(part, depth + 1)),
    depth,
  );
}
