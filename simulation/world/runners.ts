// What runs a test, by the names that a scenario may call it by besides the test's own.

import type { TestDefinition } from '../../core/pipeline/test-schema.ts';

export function runnersOf({ lambda, project }: TestDefinition): string[] {
  return [...(project === undefined ? [] : [project]), ...(lambda?.split(':').slice(0, 1) ?? [])];
}
