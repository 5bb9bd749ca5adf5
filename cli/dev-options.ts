// What `tidegate dev` may be asked, with the example where nothing else is named.

import { join } from 'node:path';
import { repositoryRoot } from '../simulation/stack/root.ts';

/** As a person gives it. */
export interface DevAsked {
  /** Play as fast as it goes, and end. */
  readonly once: boolean;
  readonly json: boolean;
  /** Play the package, not the sources. */
  readonly packaged: boolean;
  /** 0 is any free one. */
  readonly port: number;
  readonly seed: number;
  readonly pause: string | undefined;
  readonly keep: string | undefined;
  readonly pipeline: string | undefined;
  readonly scenario: string | undefined;
}

/** As the verb has it: whoever names none has not asked for it. */
export const DEFAULT_SEED = 1;

export interface DevFiles {
  readonly pipelineFile: string;
  readonly scenarioFile: string;
}

export function devFiles({ pipeline, scenario }: DevAsked): DevFiles {
  return {
    pipelineFile: pipeline ?? join(repositoryRoot, 'examples/checkout/tidegate.yml'),
    scenarioFile: scenario ?? join(repositoryRoot, 'examples/scenarios/two-releases.yml'),
  };
}
