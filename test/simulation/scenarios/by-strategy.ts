// How the example scenarios end in which Tidegate itself shifts aliases.

const STRATEGY = 'examples/strategy/tidegate.yml';

export const byStrategy = [
  ['strategy-good', ['Promoted good'], ['good beta…ap-northeast-1'], STRATEGY],
  [
    'strategy-alarm-in-a-step',
    ['RolledBack bad'],
    ['bad beta…eu-central-1', 'previous us-east-1…ap-northeast-1'],
    STRATEGY,
  ],
  [
    'strategy-held',
    ['RolledBack good'],
    ['good beta', 'previous eu-central-1…ap-northeast-1'],
    STRATEGY,
  ],
  ['strategy-warm', ['Promoted good'], ['good beta…ap-northeast-1'], STRATEGY],
  [
    'strategy-warm-full',
    ['RolledBack good'],
    ['good beta', 'previous eu-central-1…ap-northeast-1'],
    STRATEGY,
  ],
  [
    'strategy-moved',
    ['RolledBack good'],
    ['good beta', 'previous eu-central-1…ap-northeast-1'],
    STRATEGY,
  ],
] as const;
