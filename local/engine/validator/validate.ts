// Whether a definition is one that AWS accepts.

export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** A JSON pointer into the definition. */
  readonly location: string;
}

export function validateDefinition(text: string): readonly Diagnostic[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = (error as Error).message;
    return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message, location: '/' }];
  }
}
