// How the example scenarios end in which a person rolls back.

export const rolledBack = [
  ['person-rolls-back', ['Promoted bad', 'RolledBack bad'], ['previous beta…eu-west-1']],
  [
    'person-rolls-back-bake',
    ['Stopped bad', 'RolledBack bad', 'Promoted fix'],
    ['fix beta…eu-west-1'],
  ],
  [
    'rollback-in-console',
    ['Promoted first', 'Promoted second', 'RolledBack second'],
    ['second beta…gamma', 'first one-box…eu-west-1'],
  ],
  [
    'person-rolls-back-target',
    ['Promoted first', 'Promoted second', 'RolledBack second'],
    ['second beta', 'first prod'],
    'examples/minimal/tidegate.yml',
  ],
] as const;
