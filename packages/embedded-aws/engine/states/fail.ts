import type { FailState } from '../definition.ts';
import { evaluateTemplate, type Template } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import { typeName } from '../json.ts';
import { endStrand, type Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';

/** Ends its strand as failed; nothing in the same block can catch it. */
export function runFail(visit: Visit, state: FailState): void {
  const error = text(visit, state.error, 'Error');
  const cause = text(visit, state.cause, 'Cause');
  const failure = {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  endStrand(visit.strand, { kind: 'failed', failure });
}

function text(visit: Visit, template: Template | undefined, field: string): string | undefined {
  if (template === undefined) return undefined;
  const value = evaluateTemplate(template, surroundings(visit));
  if (typeof value === 'string') return value;
  throw new StateFailure(
    'States.QueryEvaluationError',
    `Expected the field '${field}' to evaluate to a string, got ${typeName(value)}.`,
    { location: field },
  );
}
