// How the example scenarios end in which somebody’s hand meets a shift, a stop or a way back, or was there before.

const SMALL = 'examples/minimal/tidegate.yml';

export const byOthers = [
  ['share-raised', ['RolledBack good'], ['good beta', 'previous prod'], SMALL],
  ['stopped-after-an-alarm', ['Stopped bad', 'Refused'], ['bad beta', 'previous prod'], SMALL],
  ['others-on-the-way-back', ['Stopped bad'], ['bad beta', 'nothing prod'], SMALL],
  ['table-left', ['Stopped half-way', 'Promoted good'], ['good beta…prod'], SMALL],
] as const;
