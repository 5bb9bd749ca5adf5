// What `npm start` may be asked.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { repositoryRoot } from '../simulation/stack/serverless-file.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { wholeNumber } from './whole-number.ts';

const USAGE =
  'npm start -- [--once] [--port N] [--seed N] [--keep DIR] [--pipeline FILE] [--scenario FILE]';

export interface StartOptions {
  /** Play as fast as it goes, and end. */
  readonly once: boolean;
  /** 0 is any free one. */
  readonly port: number;
  readonly seed: number;
  readonly keep?: string;
  readonly pipelineFile: string;
  readonly scenarioFile: string;
}

export function readStartOptions(args: readonly string[]): StartOptions {
  const { values, positionals } = readArguments(
    args,
    {
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'string' },
      pipeline: { type: 'string', default: join(repositoryRoot, 'examples/checkout/tidegate.yml') },
      scenario: {
        type: 'string',
        default: join(repositoryRoot, 'examples/scenarios/two-releases.yml'),
      },
    },
    USAGE,
  );
  if (positionals.length > 0)
    throw refuseUsage(`expected options alone, got ${JSON.stringify(positionals[0])}`, USAGE);
  if (values.keep !== undefined) checkEmpty(values.keep);
  return {
    once: values.once,
    port: wholeNumber(values.port, { option: '--port', most: 65_535, usage: USAGE }),
    seed: wholeNumber(values.seed, { option: '--seed', most: 4_294_967_295, usage: USAGE }),
    ...(values.keep !== undefined && { keep: values.keep }),
    pipelineFile: values.pipeline,
    scenarioFile: values.scenario,
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
  throw new Failure(
    'Refused',
    `expected --keep to name a new or an empty folder, got ${directory}, which holds ${entries.length} entries; ` +
      'each run is a fresh world: name another folder',
  );
}
