// How scenarios end in which a test, a build or a deployment fails.

import { everywhere, upTo } from './checkout-places.ts';

export const byFailure = [
  ['test-fails', ['RolledBack bad'], everywhere('previous')],
  ['test-fails-in-verify', ['RolledBack vulnerable'], everywhere('previous')],
  ['test-undecided', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
  ['tests-answered', ['Promoted good'], everywhere('good')],
  [
    'deployment-fails',
    ['RolledBack bad'],
    ['previous one-box…eu-west-1-workers'],
    ['one-box', 'eu-west-1', 'eu-west-1-workers'],
  ],
  ['version-slow', ['Promoted good'], ['good one-box…us-east-1'], ['one-box', 'us-east-1']],
  ['version-fails', ['RolledBack bad'], ['previous one-box…us-east-1'], ['one-box', 'us-east-1']],
  [
    'deployment-hangs',
    ['RolledBack bad'],
    ['previous one-box…us-east-1'],
    ['one-box', 'us-east-1'],
  ],
  ['load-ends-early', ['Promoted good'], ['good gamma'], 'examples/tested/tidegate.yml'],
  ['function-test-flaky', ['Promoted good'], ['good gamma'], 'examples/tested/tidegate.yml'],
  ['function-test-fails', ['RolledBack bad'], ['previous gamma'], 'examples/tested/tidegate.yml'],
  ['third-party-silent', ['Promoted good'], ['good gamma'], 'examples/tested/tidegate.yml'],
  ['canary-fails', ['RolledBack bad'], ['previous gamma'], 'examples/tested/tidegate.yml'],
  ['drill-passes', ['Promoted good'], ['good gamma'], 'examples/tested/tidegate.yml'],
  ['drill-fails', ['RolledBack bad'], ['previous gamma'], 'examples/tested/tidegate.yml'],
  ['experiment-harms', ['RolledBack bad'], ['previous gamma'], 'examples/tested/tidegate.yml'],
  [
    'left-behind',
    ['Promoted good', 'Promoted good', 'RolledBack bad'],
    ['bad bergen', 'good dublin…turku'],
    'examples/fleet/tidegate.yml',
  ],
  [
    'region-skipped',
    ['Promoted good', 'Promoted good', 'Promoted better', 'Promoted best'],
    ['best bergen…turku'],
    'examples/fleet/tidegate.yml',
  ],
  ['hook-fails', ['RolledBack bad'], ['previous ledger'], 'examples/queued/tidegate.yml'],
] as const;
