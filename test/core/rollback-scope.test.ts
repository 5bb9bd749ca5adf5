import {
  type FailedIn,
  isInScope,
  type RollbackScope,
  rollbackScopeOf,
} from '../../core/rollback-scope.ts';

test.each<['wave' | 'release', FailedIn, RollbackScope]>([
  ['wave', 'gate', 'wave'],
  ['wave', 'deployment', 'wave'],
  ['wave', 'test', 'stage'],
  ['wave', 'bake', 'wave'],
  ['release', 'deployment', 'release'],
  ['release', 'test', 'release'],
  ['release', 'bake', 'release'],
])(
  'of a stage with rollback: %s, a wave that failed in its %s takes back its %s',
  (rollback, failedIn, scope) => {
    expect(rollbackScopeOf({ rollback }, failedIn)).toBe(scope);
  },
);

const waves = [
  { index: 0, stage: 'beta' },
  { index: 1, stage: 'prod' },
  { index: 2, stage: 'prod' },
  { index: 3, stage: 'prod' },
];

test.each<[RollbackScope, number[]]>([
  ['wave', [2]],
  ['stage', [1, 2]],
  ['release', [0, 1, 2]],
])(
  'in the scope of a %s is the failed wave, and of those before it what belongs to it',
  (scope, expected) => {
    const inScope = waves.filter((wave) => isInScope(scope, waves[2]!, wave));

    expect(inScope.map(({ index }) => index)).toEqual(expected);
  },
);
