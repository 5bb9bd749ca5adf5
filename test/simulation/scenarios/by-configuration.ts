// How the example scenarios end in which AppConfig deploys configurations.

const CONFIGURATIONS = 'examples/configurations/tidegate.yml';

export const byConfiguration = [
  ['configurations-good', ['Promoted good'], ['good beta…us-east-1'], CONFIGURATIONS],
  ['configurations-invalid', ['RolledBack bad'], ['previous beta…us-east-1'], CONFIGURATIONS],
  ['configurations-answer-lost', ['Promoted good'], ['good beta…us-east-1'], CONFIGURATIONS],
  [
    'configurations-alarm-in-a-bake',
    ['RolledBack bad'],
    ['bad beta', 'previous eu-central-1…us-east-1'],
    CONFIGURATIONS,
  ],
  [
    'configurations-alarm-in-a-canary',
    ['RolledBack bad'],
    ['bad beta…eu-central-1', 'previous us-east-1'],
    CONFIGURATIONS,
  ],
  [
    'configurations-taken-back-by-its-alarm',
    ['RolledBack bad'],
    ['bad beta…eu-central-1', 'previous us-east-1'],
    CONFIGURATIONS,
  ],
  [
    'configurations-somebody-deploys',
    ['Stopped good'],
    ['good beta', 'hotfix eu-central-1', 'previous us-east-1'],
    CONFIGURATIONS,
  ],
] as const;
