// Which release a person means by one word or two: all other verbs name the pipeline first.

import { refuseUsage } from './usage.ts';

export interface ReleaseWords {
  readonly release: string;
  readonly pipeline: string | undefined;
}

/**
 *     413                                →  the release of build 413, of whichever pipeline
 *     checkout 413                       →  that of checkout
 *     413, with --pipeline checkout      →  the same
 */
export function releaseIn(words: readonly string[], pipeline: string | undefined): ReleaseWords {
  const [first = '', second, ...more] = words;
  if (more.length > 0) throw refuseUsage(`expected one release, got ${words.length} words`);
  if (second === undefined) return { release: first, pipeline };
  if (pipeline === undefined || pipeline === first) return { release: second, pipeline: first };
  throw refuseUsage(`expected one pipeline, got ${first} and --pipeline ${pipeline}`);
}
