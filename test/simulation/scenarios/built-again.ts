// How the example scenarios end in which commits are built again, or builds overtake each other.

const SMALL = 'examples/minimal/tidegate.yml';

export const builtAgain = [
  [
    'commit-rebuilt',
    ['Promoted first', 'Promoted second', 'Superseded again'],
    ['second beta…prod'],
    SMALL,
  ],
  ['build-overtaken', ['Promoted fast', 'Superseded slow'], ['fast beta…prod'], SMALL],
  ['build-retried', ['Promoted good'], ['good beta…prod'], SMALL],
] as const;
