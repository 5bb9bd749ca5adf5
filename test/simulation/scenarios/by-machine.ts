// How the example scenarios end in which aliases of state machines shift.

const MACHINES = 'examples/machines/tidegate.yml';

export const byMachine = [
  ['machines-good', ['Promoted good'], ['good beta…us-east-1'], MACHINES],
  [
    'machines-alarm-in-a-canary',
    ['RolledBack bad'],
    ['bad beta', 'previous eu-central-1…us-east-1'],
    MACHINES,
  ],
  [
    'machines-somebody-points',
    ['Stopped good'],
    ['good beta', 'hotfix eu-central-1', 'previous us-east-1'],
    MACHINES,
  ],
  [
    'machines-version-deleted',
    ['RolledBack bad'],
    ['bad beta', 'previous eu-central-1…us-east-1'],
    MACHINES,
  ],
] as const;
