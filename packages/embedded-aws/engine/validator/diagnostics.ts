// What is wrong with a definition, and where.

import type { JsonObject } from '../json.ts';

export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: DiagnosticCode;
  readonly message: string;
  /** A path such as `/States/Bake/Retry[0]`; AWS gives none for a missing end. */
  readonly location?: string;
}

export type DiagnosticCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'INVALID_RESOURCE'
  | 'INVALID_STATE_NAME'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'DUPLICATE_STATE_NAME'
  | 'DUPLICATE_LABEL_NAME'
  | 'INVALID_LABEL_NAME'
  | 'TOO_DEEPLY_NESTED'
  | 'UNASSIGNED_VARIABLE';

/** Takes what rules find. */
export interface Report {
  /** `SCHEMA_VALIDATION_FAILED`, as AWS calls most of it. */
  schema(location: string, message: string): void;
  error(code: DiagnosticCode, message: string, location?: string): void;
  warning(code: DiagnosticCode, message: string, location: string): void;
}

export function newReport(found: Diagnostic[]): Report {
  const add = (
    severity: Diagnostic['severity'],
    code: DiagnosticCode,
    message: string,
    location?: string,
  ) => found.push({ severity, code, message, ...(location === undefined ? {} : { location }) });
  return {
    schema: (location, message) => add('ERROR', 'SCHEMA_VALIDATION_FAILED', message, location),
    error: (code, message, location) => add('ERROR', code, message, location),
    warning: (code, message, location) => add('WARNING', code, message, location),
  };
}

/** A state of a definition, and where it stands. */
export interface StateAt {
  readonly name: string;
  readonly raw: JsonObject;
  readonly location: string;
}
