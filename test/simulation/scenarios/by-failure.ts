// How scenarios end in which a test, a build or a deployment fails.

import { everywhere, upTo } from './checkout-places.ts';

export const byFailure = [
  ['test-fails', ['RolledBack bad'], everywhere('previous')],
  ['test-fails-in-verify', ['RolledBack vulnerable'], everywhere('previous')],
  ['test-undecided', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
  ['tests-answered', ['Promoted good'], everywhere('good')],
  ['deployment-fails', ['RolledBack bad'], everywhere('previous')],
  ['version-slow', ['Promoted good'], everywhere('good')],
  ['version-fails', ['RolledBack bad'], everywhere('previous')],
  ['deployment-hangs', ['RolledBack bad'], everywhere('previous')],
  ['function-test-flaky', ['Promoted good'], ['good gamma'], 'examples/tested/tidegate.yml'],
  ['function-test-fails', ['RolledBack bad'], ['previous gamma'], 'examples/tested/tidegate.yml'],
  ['hook-fails', ['RolledBack bad'], ['previous ledger'], 'examples/queued/tidegate.yml'],
] as const;
