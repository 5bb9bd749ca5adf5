// How the example scenarios end in which CloudFormation updates stacks.

const STACKS = 'examples/stacks/tidegate.yml';
const ITSELF = 'examples/itself/tidegate.yml';
const BETA_ALONE = ['bad beta', 'previous eu-central-1…receipts'];

export const byStack = [
  ['stacks-good', ['Promoted good'], ['good beta…receipts'], STACKS],
  // In production its parameters are others than before, and so its stack is changed by them.
  [
    'stacks-nothing-to-change',
    ['Promoted good'],
    ['previous beta', 'good eu-central-1…receipts'],
    STACKS,
  ],
  [
    'stacks-update-fails',
    ['RolledBack broken'],
    ['broken beta…eu-central-1', 'previous us-east-1…receipts'],
    STACKS,
  ],
  [
    'stacks-rollback-fails',
    ['LeftDirty broken'],
    ['broken beta', 'previous eu-central-1…receipts'],
    STACKS,
  ],
  ['stacks-alarm-in-an-update', ['RolledBack bad'], BETA_ALONE, STACKS],
  [
    'stacks-alarm-in-a-bake',
    ['RolledBack bad'],
    ['bad beta…eu-central-1', 'previous us-east-1…receipts'],
    STACKS,
  ],
  [
    'stacks-somebody-updates',
    ['Stopped good'],
    ['good beta', 'theirs eu-central-1', 'previous us-east-1…receipts'],
    STACKS,
  ],
  [
    'stacks-somebody-is-updating',
    ['Stopped good'],
    ['good beta', 'theirs eu-central-1', 'previous us-east-1…receipts'],
    STACKS,
  ],
  ['stacks-table-replaced', ['Promoted good'], ['good beta…receipts'], STACKS],
  ['stacks-alarm-before-consent', ['Promoted good'], ['good beta…receipts'], STACKS],
  ['stacks-nobody-consents', ['Stopped good'], ['previous beta…receipts'], STACKS],
  [
    'stacks-nested-table-replaced',
    ['Stopped good'],
    ['good beta', 'previous eu-central-1…receipts'],
    STACKS,
  ],
  ['stacks-own-trigger', ['RolledBack bad'], BETA_ALONE, STACKS],
  [
    'stacks-trigger-missing',
    ['RolledBack good'],
    ['good beta', 'previous eu-central-1…receipts'],
    STACKS,
  ],
  ['stacks-drifted', ['Promoted good'], ['good beta…receipts'], STACKS],
  [
    'itself-good',
    ['Promoted good', 'Promoted other', 'Promoted later'],
    ['good trial…prod', 'later beta…hello/prod'],
    ITSELF,
  ],
  ['itself-bad', ['RolledBack bad'], ['bad trial', 'previous prod'], ITSELF],
  ['stacks-event-lost', ['Promoted good'], ['good beta…receipts'], STACKS],
] as const;
