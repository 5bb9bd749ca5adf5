// How the example scenarios end in which instances take the place of others, or are not of EC2.

const INSTANCES = 'examples/instances/tidegate.yml';
const ALL = ['good shop…turns'];
const BACK = ['bad shop', 'previous copied…turns'];

export const byInstances = [
  ['instances-good', ['Promoted good', 'Promoted better'], ['better shop…turns'], INSTANCES],
  ['instances-alarm-before-traffic', ['RolledBack bad'], BACK, INSTANCES],
  ['instances-alarm-in-a-bake', ['RolledBack bad'], BACK, INSTANCES],
  [
    'instances-alarm-too-late',
    ['RolledBack bad'],
    ['bad shop…copied', 'previous turns'],
    INSTANCES,
  ],
  ['instances-gone-when-ready', ['Promoted good'], ALL, INSTANCES],
  [
    'instances-stopped-by-hand',
    ['RolledBack good'],
    ['good shop', 'previous copied…turns'],
    INSTANCES,
  ],
  ['instances-calls-fail', ['Promoted good'], ALL, INSTANCES],
  ['instances-agents-answer-again', ['Promoted good'], ALL, INSTANCES],
  ['instances-agents-silent', ['LeftDirty good'], ['previous shop…turns'], INSTANCES],
] as const;
