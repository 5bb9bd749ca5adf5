// What is known of where a pipeline's targets are: without asking anybody, and as whoever looks there tells it.

import type { Pace } from '../core/pace.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { SeenAtStart } from '../core/practice/subject.ts';
import type { Finding } from '../core/strict-yaml.ts';
import { writtenPacesOf } from '../core/written-paces.ts';

export interface Looked {
  readonly atStart?: SeenAtStart;
  /**
   * The alarms that do not exist where they are said to be: no bake with them can pass, and no gate opens. And the
   * services and functions that cannot be deployed to as the pipeline says.
   */
  readonly missing: readonly Finding[];
  /** How long traffic shifts, by the names of targets; groups that nobody may see are not among them. */
  readonly paces: ReadonlyMap<string, Pace>;
  /** The accounts that were not looked into, for nobody asked for it. */
  readonly remarks: readonly string[];
  /** What should have been read and could not: nothing is known of it. */
  readonly unread: readonly string[];
}

export type Looker = (pipeline: PipelineDefinition) => Promise<Looked>;

/** What is known without asking anybody: how long the traffic of targets shifts that say so themselves. */
export function notLooked({ stages }: PipelineDefinition): Looked {
  const paces = writtenPacesOf(stages.flatMap(targetsOf));
  return { missing: [], paces, remarks: [], unread: [] };
}
