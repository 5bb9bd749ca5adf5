// What runs where in examples/checkout, as the report of a scenario is told.

export const everywhere = (revision: string) => [`${revision} beta…ap-northeast-1`];
export const upTo = (revision: string, last: string, next: string) => [
  `${revision} beta${last === 'beta' ? '' : `…${last}`}`,
  `previous ${next}…ap-northeast-1`,
];
