// What `tidegate start` may be asked, with the example where nothing else is named.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { repositoryRoot } from '../simulation/stack/root.ts';

/** As a person gives it. */
export interface StartAsked {
  /** Play as fast as it goes, and end. */
  readonly once: boolean;
  readonly json: boolean;
  /** 0 is any free one. */
  readonly port: number;
  readonly seed: number;
  readonly pause: string | undefined;
  readonly keep: string | undefined;
  readonly pipeline: string | undefined;
  readonly scenario: string | undefined;
}

export interface StartFiles {
  readonly pipelineFile: string;
  readonly scenarioFile: string;
}

/** Throws `Refused` where the folder to keep the table in has something in it. */
export function startFiles({ keep, pipeline, scenario }: StartAsked): StartFiles {
  if (keep !== undefined) checkEmpty(keep);
  return {
    pipelineFile: pipeline ?? join(repositoryRoot, 'examples/checkout/tidegate.yml'),
    scenarioFile: scenario ?? join(repositoryRoot, 'examples/scenarios/two-releases.yml'),
  };
}

/** Every run is a fresh world: on another run's table its releases would be old ones. */
function checkEmpty(directory: string): void {
  let entries: readonly string[];
  try {
    entries = readdirSync(directory);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    const problem = code === 'ENOTDIR' ? 'a file' : String(code);
    throw new Failure('Refused', `expected --keep to name a folder, got ${problem}: ${directory}`, {
      cause,
    });
  }
  if (entries.length === 0) return;
  const held = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  throw new Failure(
    'Refused',
    `expected --keep to name a new or an empty folder, got ${directory}, which holds ${held}; ` +
      'each run is a fresh world: name another folder',
  );
}
