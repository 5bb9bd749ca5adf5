// Which branches of the rules a run took: V8 counts them, in blocks of the files of core/.

import { type Profiler, Session } from 'node:inspector';
import { promisify } from 'node:util';

export interface Branches {
  /** Those taken since it was last asked. */
  taken(): Promise<string[]>;
}

export async function watchBranches(): Promise<Branches> {
  const session = new Session();
  session.connect();
  const post = promisify(
    (method: string, asked: object, done: (error: Error | null, answer?: object) => void) =>
      session.post(method, asked, done),
  );
  await post('Profiler.enable', {});
  await post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async taken() {
      const answer = await post('Profiler.takePreciseCoverage', {});
      const { result } = answer as Profiler.TakePreciseCoverageReturnType;
      return result.flatMap(({ url, functions }) => {
        const [, file] = /\/(core\/[^?]+\.ts)$/.exec(url) ?? [];
        if (file === undefined) return [];
        return functions.flatMap(({ ranges }) =>
          ranges.flatMap(({ startOffset, count }) =>
            count > 0 ? [`branch ${file} ${startOffset}`] : [],
          ),
        );
      });
    },
  };
}
