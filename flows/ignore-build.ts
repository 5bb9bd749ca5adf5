// A build that starts nothing is told of in the log, always in the same words: somebody waits for its release.

import type { Ports } from './ports.ts';

export const IGNORED_BUILD = 'ignored a build that is no release';

export interface IgnoredBuild {
  /** The ARN of the build, or of a batch. */
  readonly build: string;
  /** Whose release it could have been; absent where it is nobody's. */
  readonly pipeline?: string;
  readonly reason: string;
}

export function ignoreBuild({ log }: Pick<Ports, 'log'>, ignored: IgnoredBuild): void {
  log.info(IGNORED_BUILD, { ...ignored });
}
