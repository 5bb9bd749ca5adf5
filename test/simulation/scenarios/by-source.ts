// How the example scenarios end whose revisions come from elsewhere than a build, or of several parts.

const IMAGES = 'examples/images/tidegate.yml';
const REQUESTS = 'examples/requests/tidegate.yml';

export const bySource = [
  ['requests', ['Promoted good'], ['good prod'], REQUESTS],
  [
    'objects',
    ['Promoted first', 'Promoted second'],
    ['second beta…prod'],
    'examples/objects/tidegate.yml',
  ],
  [
    'nightly',
    ['Promoted second', 'Promoted third'],
    ['third beta…prod'],
    'examples/nightly/tidegate.yml',
  ],
  [
    'bundle',
    ['Promoted first', 'Promoted second+first', 'RolledBack second+third'],
    ['second beta-api…prod-api', 'first prod-web'],
    'examples/bundle/tidegate.yml',
  ],
  ['images', ['Promoted first', 'Promoted second', 'Promoted third'], ['third beta…prod'], IMAGES],
] as const;
