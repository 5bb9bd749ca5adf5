// How the example scenarios end in which ECS deploys to services.

const CONTAINERS = 'examples/containers/tidegate.yml';
const MIXED = 'examples/mixed/tidegate.yml';

export const byService = [
  ['containers-good', ['Promoted good'], ['good beta…receipts'], CONTAINERS],
  [
    'containers-alarm-in-a-step',
    ['RolledBack bad'],
    ['bad beta', 'previous eu-central-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-alarm-in-a-bake',
    ['RolledBack bad'],
    ['bad beta…eu-central-1', 'previous us-east-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-errors-in-a-step',
    ['RolledBack bad'],
    ['bad beta', 'previous eu-central-1…receipts'],
    CONTAINERS,
  ],
  ['containers-breaker', ['RolledBack broken'], ['previous beta…receipts'], CONTAINERS],
  [
    'containers-moved',
    ['Stopped good'],
    ['good beta', 'nothing eu-central-1', 'previous us-east-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-moved-in-a-shift',
    ['Stopped good'],
    ['good beta', 'nothing eu-central-1', 'previous us-east-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-taken-back',
    ['Stopped good'],
    ['good beta', 'previous eu-central-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-held',
    ['RolledBack good'],
    ['good beta', 'previous eu-central-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-deleted',
    ['Stopped good'],
    ['good beta', 'nothing eu-central-1', 'previous us-east-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-idle',
    ['RolledBack first', 'Promoted second'],
    ['second beta…receipts'],
    CONTAINERS,
  ],
  [
    'containers-never-up',
    ['Stopped broken', 'Promoted mended'],
    ['mended beta…receipts'],
    CONTAINERS,
  ],
  [
    'containers-image-deleted',
    ['Stopped good'],
    ['good beta…eu-central-1', 'previous us-east-1…receipts'],
    CONTAINERS,
  ],
  [
    'containers-image-behind',
    ['RolledBack bad'],
    ['bad beta…eu-central-1', 'previous us-east-1…receipts'],
    CONTAINERS,
  ],
  ['mixed-good', ['Promoted good'], ['good web…depot'], MIXED],
  ['mixed-alarm', ['RolledBack bad'], ['previous web…depot'], MIXED],
  ['mixed-breaker', ['RolledBack broken'], ['previous web…depot'], MIXED],
  ['containers-red-before', ['Promoted good'], ['good beta…receipts'], CONTAINERS],
  ['containers-hook-event-lost', ['Promoted good'], ['good beta…receipts'], CONTAINERS],
] as const;
