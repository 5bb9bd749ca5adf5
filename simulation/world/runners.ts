// What runs a test, by the names that a scenario may call it by besides the test's own.

import type { TestDefinition } from '../../core/pipeline/test-schema.ts';

export function runnersOf({
  experiment,
  https,
  lambda,
  project,
  synthetics = [],
}: TestDefinition): string[] {
  return [
    ...(experiment === undefined ? [] : [experiment]),
    ...synthetics,
    ...(project === undefined ? [] : [project]),
    ...(lambda?.split(':').slice(0, 1) ?? []),
    ...(https === undefined ? [] : [new URL(https.url).hostname]),
  ];
}
