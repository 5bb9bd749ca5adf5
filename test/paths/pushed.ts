// A day of pushes: of two, one is not heard of.

import { build } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

const pushesOfTwo: ScenarioInput = {
  baseline: 'old',
  builds: [
    { ...build('one', '5m'), pushed: true, changes: ['services/a.ts'] },
    { ...build('two', '3h'), pushed: true, changes: ['services/b.ts'] },
  ],
  events: [{ source: 'aws.codecommit', how: 'lost' }],
};

/** With a pipeline that has paths, and whose repository Tidegate then listens to. */
export function pushed(withPaths: string) {
  const named = 'shop-build, repository: shop, branches: [main, "release/*"],';
  return { day: pushesOfTwo, of: withPaths.replace('shop-build,', named) };
}
