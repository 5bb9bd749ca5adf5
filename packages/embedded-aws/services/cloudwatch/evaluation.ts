// What an alarm's state ought to be, from its last data points. Pure: the documented table, as rules.

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface Evaluation {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingData;
}

/** More periods than asked are read, so that a late point does not count as missing (AWS's example reads 5 for 3). */
export const EXTRA_PERIODS = 2;

/**
 * The state after looking at a window of `evaluationPeriods + EXTRA_PERIODS` periods, oldest first: `true` breaches,
 * `false` does not, `undefined` is missing. `undefined` keeps the present state.
 *
 * The newest points that exist are judged; only what is missing to `evaluationPeriods` is filled by the treatment.
 * From the table "How alarm state is evaluated when data is missing" of the CloudWatch guide, for 3 out of 3:
 *
 *     0 - X - X     OK                 whatever the treatment
 *     - - - - 0     OK                 whatever the treatment
 *     - - - - -     INSUFFICIENT_DATA  ignore: kept, breaching: ALARM, notBreaching: OK
 *     0 X X - X     ALARM              whatever the treatment
 *     - - X - -     ALARM              ignore: kept, breaching: ALARM, notBreaching: OK
 */
export function judgeWindow(
  window: readonly (boolean | undefined)[],
  { evaluationPeriods, datapointsToAlarm, treatMissingData }: Evaluation,
): StateValue | undefined {
  const present = window.filter((point) => point !== undefined).slice(-evaluationPeriods);
  const breaching = present.filter(Boolean).length;
  const missing = evaluationPeriods - present.length;
  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (missing === 0) return 'OK';

  const allBreach = breaching === present.length;
  switch (treatMissingData) {
    case 'breaching':
      return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return allBreach ? undefined : 'OK';
    case 'missing':
      if (present.length === 0) return 'INSUFFICIENT_DATA';
      return allBreach ? 'ALARM' : 'OK';
  }
}

export type Comparison =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export function breaches(value: number, comparison: Comparison, threshold: number): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}
