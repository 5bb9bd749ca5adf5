// Which of some places in sources a piece of work has reached, by V8's own counts.

import { Session } from 'node:inspector';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutant.ts';

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}
interface Script {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

/** Counts from now on; each call of what it resolves to tells what was reached since the last one. */
export function countReached(
  root: string,
  mutants: readonly Mutant[],
): () => Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const byUrl = Map.groupBy(mutants, ({ file }) => pathToFileURL(join(root, file)).href);
  return () =>
    new Promise((resolve, reject) => {
      session.post('Profiler.takePreciseCoverage', (error, taken) => {
        if (error) reject(error);
        const scripts: readonly Script[] = taken.result;
        const reached = scripts.flatMap(({ url, functions }) => {
          const ranges = functions.flatMap((each) => each.ranges);
          return (byUrl.get(url) ?? []).filter((mutant) => isReached(mutant, ranges));
        });
        resolve(new Set(reached.map(({ id }) => id)));
      });
    });
}

/** The innermost range tells. */
function isReached({ start }: Mutant, ranges: readonly Range[]): boolean {
  const around = ranges.filter(
    ({ startOffset, endOffset }) => startOffset <= start && start < endOffset,
  );
  const innermost = around.reduce<Range | undefined>(
    (best, range) =>
      best && best.endOffset - best.startOffset < range.endOffset - range.startOffset
        ? best
        : range,
    undefined,
  );
  return (innermost?.count ?? 0) > 0;
}
