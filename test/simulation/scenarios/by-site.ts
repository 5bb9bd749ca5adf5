// How the example scenarios end in which sites are switched.

const SITES = 'examples/sites/tidegate.yml';

export const bySite = [
  ['sites-good', ['Promoted good'], ['good beta…prod'], SITES],
  ['sites-alarm-in-a-bake', ['RolledBack bad'], ['bad beta', 'previous prod'], SITES],
  ['sites-alarm-while-it-spreads', ['RolledBack bad'], ['bad beta', 'previous prod'], SITES],
  ['sites-somebody-switches', ['Stopped good'], ['good beta', 'hotfix prod'], SITES],
] as const;
