// The query language of a machine and of its states: this engine runs JSONata.

import type { JsonObject } from '../json.ts';
import type { Report } from './diagnostics.ts';

export type Language = 'JSONata' | 'JSONPath';

/** What an object declares, or what the machine does; states inside a Map take the machine's, not the Map's. */
export function languageOf(
  raw: JsonObject,
  machine: Language | undefined,
  location: string,
  report: Report,
): Language {
  const own = raw.QueryLanguage;
  if (own === undefined) return machine ?? 'JSONPath';
  if (own !== 'JSONata' && own !== 'JSONPath') {
    report.schema(
      `${location}/QueryLanguage`,
      `Expected 'JSONata' or 'JSONPath', got ${JSON.stringify(own)}`,
    );
    return 'JSONata';
  }
  if (own === 'JSONPath' && machine === 'JSONata') {
    report.schema(
      location,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    );
    return 'JSONata';
  }
  return own;
}

/** A state in JSONPath is refused: out of the engine's scope, by decision. */
export function refuseJsonPath(location: string, report: Report): void {
  report.schema(
    location,
    "Expected a state in JSONata, got one in JSONPath, which this engine does not run; set 'QueryLanguage': 'JSONata' on the state machine or on the state",
  );
}
