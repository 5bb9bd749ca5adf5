// How the example scenarios end in which slices of StackSets are updated.

const SETS = 'examples/sets/tidegate.yml';
const EVERYWHERE = ['good trial…others'];
const STILL_IN_TRIAL = ['good trial', 'previous payments…others'];

export const bySet = [
  ['sets-good', ['Promoted good'], EVERYWHERE, SETS],
  [
    'sets-alarm-in-an-instance',
    ['RolledBack bad'],
    ['bad trial', 'previous payments…others'],
    SETS,
  ],
  [
    'sets-alarm-in-an-operation',
    ['RolledBack bad'],
    ['bad trial', 'previous payments…others'],
    SETS,
  ],
  [
    'sets-partial-failure',
    ['RolledBack broken'],
    ['broken trial', 'previous payments…others'],
    SETS,
  ],
  ['sets-failure-passes', ['Promoted good'], EVERYWHERE, SETS],
  ['sets-rollback-fails', ['LeftDirty broken'], ['broken trial', 'previous payments…others'], SETS],
  [
    'sets-somebody-operates',
    ['Stopped good'],
    ['good trial', 'theirs payments', 'good audit', 'previous others'],
    SETS,
  ],
  ['sets-somebody-elsewhere', ['Stopped good'], ['good trial…audit', 'theirs others'], SETS],
  ['sets-somebody-stops', ['RolledBack good'], STILL_IN_TRIAL, SETS],
  ['sets-automatic', ['Promoted good'], EVERYWHERE, SETS],
  ['sets-automatic-in-the-middle', ['Stopped good'], ['good trial…audit', 'previous others'], SETS],
  ['sets-larger', ['Stopped good'], ['good trial…audit', 'previous others'], SETS],
  ['sets-overridden', ['Stopped good'], ['good trial…audit', 'previous others'], SETS],
  ['sets-override-lost', ['RolledBack bad'], ['previous trial…others'], SETS],
  ['sets-drifted', ['Stopped good'], ['good trial…audit', 'previous others'], SETS],
  ['sets-queueing', ['RolledBack bad'], ['bad trial…audit', 'previous others'], SETS],
  ['sets-suspended', ['LeftDirty good'], STILL_IN_TRIAL, SETS],
  ['sets-inoperable', ['Stopped good'], STILL_IN_TRIAL, SETS],
  ['sets-table-removed', ['Promoted good'], EVERYWHERE, SETS],
  ['sets-nobody-consents', ['Stopped good'], ['previous trial…others'], SETS],
] as const;
