// How the example scenarios end in which metrics tell, or do not, and those in which something else does.

import { everywhere, upTo } from './checkout-places.ts';

export const byEvidence = [
  ['metric-shifts', ['RolledBack bad'], ['previous one-box…us-west-2'], ['one-box', 'us-west-2']],
  ['latency-triples', ['RolledBack slow'], everywhere('previous')],
  ['errors-rise', ['RolledBack bad'], everywhere('previous')],
  ['function-throttled', ['RolledBack bad'], everywhere('previous')],
  ['old-and-new-suffer', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
  ['data-stops', ['Stopped silent'], upTo('silent', 'gamma', 'one-box')],
  ['data-unreported', ['Stopped mute'], upTo('mute', 'gamma', 'one-box')],
] as const;

export const bySignal = [
  ['data-gap', ['Promoted good'], everywhere('good')],
  ['budget-burns', ['RolledBack bad'], everywhere('previous')],
  ['callee-suffers', ['RolledBack bad'], everywhere('previous')],
  ['another-change', ['RolledBack good'], everywhere('previous')],
  ['insight-opens', ['Promoted bad'], everywhere('bad')],
] as const;
