// What lets something through in the ledger, and what a person does for it.

export const LETS_THROUGH: Readonly<Record<string, RegExp>> = {
  BuildAdmitted: /^(start|retry)$/,
  StartAsked: /^(start|retry)$/,
  FixMarked: /^start$/,
  RollbackAsked: /^rollback$/,
  QuarantineLifted: /^(lift|start|retry)$/,
  StageUnfrozen: /^unfreeze$/,
  Unfrozen: /^unfreeze$/,
  Resumed: /^resume$/,
  VerdictOverridden: /^override$/,
  RetryAsked: /^retry$/,
  WaitSkipped: /^skip-wait$/,
  RegionSkipped: /^skip-region$/,
};
