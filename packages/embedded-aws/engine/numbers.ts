// Numbers that a definition gives as themselves or as expressions.

import { evaluateTemplate, type Template } from './expressions/template.ts';
import { StateFailure } from './failure.ts';
import type { Visit } from './strand.ts';
import { surroundings } from './surroundings.ts';

interface Bounds {
  readonly least: number;
  readonly most?: number;
}

/** Evaluates to a whole number within bounds, or fails with `States.QueryEvaluationError`. */
export function wholeNumber(
  visit: Visit,
  template: Template | undefined,
  field: string,
  { least, most = Number.MAX_SAFE_INTEGER }: Bounds,
): number | undefined {
  if (template === undefined) return undefined;
  const value = evaluateTemplate(template, surroundings(visit));
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new StateFailure(
    'States.QueryEvaluationError',
    `Expected the field '${field}' to evaluate to an integer ${range}, got ${JSON.stringify(value)}.`,
    { location: field },
  );
}
