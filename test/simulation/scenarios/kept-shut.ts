// How the example scenarios end in which a gate is kept shut, each with a pipeline of its own.

export const keptShut = [
  [
    'depends-on',
    ['Promoted front', 'Promoted needed'],
    ['front web', 'needed beta…prod'],
    'examples/dependent/tidegate.yml',
  ],
  ['calendar-closed', ['Promoted good'], ['good rota'], 'examples/calendar/tidegate.yml'],
  [
    'approved',
    ['Promoted good', 'Stopped unwanted'],
    ['good ledger'],
    'examples/approved/tidegate.yml',
  ],
  ['fix-lane', ['Promoted fix'], ['fix beta…us-east-1'], 'examples/hours/tidegate.yml'],
  ['wait-skipped', ['Promoted fix'], ['fix beta…us-east-1'], 'examples/hours/tidegate.yml'],
  ['frozen-by-people', ['Promoted good'], ['good beta…prod'], 'examples/minimal/tidegate.yml'],
  [
    'budget-spent',
    ['Stopped good'],
    ['good beta', 'previous prod'],
    'examples/minimal/tidegate.yml',
  ],
  [
    'scale-unit',
    ['Promoted cart-1', 'Promoted prices-1'],
    ['cart-1 cart', 'prices-1 prices'],
    'examples/cells/tidegate.yml',
  ],
  [
    'in-order',
    ['Promoted first', 'RolledBack second', 'Promoted third'],
    ['third ledger'],
    'examples/queued/tidegate.yml',
  ],
] as const;
