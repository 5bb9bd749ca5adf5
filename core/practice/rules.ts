// Every rule of good practice. Each has a page in docs/rules/.

import { alarmsCover, alarmsExist, alarmsHaveData } from './alarm-rules.ts';
import { cellsApart, pairedRegions } from './apart-rules.ts';
import { bakeData, bakeExtension, bakeJudged, bakeTime } from './bake-rules.ts';
import { quietRegionFirst, waveGrowth } from './order-rules.ts';
import { ownerAndContact } from './owner-rules.ts';
import { filledIn } from './placeholder-rules.ts';
import { rollbackEnabled, rollbackKnown } from './rollback-rules.ts';
import type { Rule } from './rule.ts';
import { branchTold } from './source-rules.ts';
import { betaAndGamma, testsBeforeProduction } from './stage-rules.ts';
import { testsInReach } from './test-rules.ts';
import { boundedWaits } from './wait-rules.ts';
import { waiversInOrder } from './waiver-rules.ts';
import { oneBoxFirst, waveShare } from './wave-rules.ts';

export const rules: readonly Rule[] = [
  ownerAndContact,
  branchTold,
  betaAndGamma,
  testsBeforeProduction,
  testsInReach,
  boundedWaits,
  alarmsExist,
  bakeTime,
  bakeData,
  bakeExtension,
  bakeJudged,
  rollbackEnabled,
  oneBoxFirst,
  waveShare,
  waveGrowth,
  quietRegionFirst,
  pairedRegions,
  cellsApart,
  alarmsCover,
  alarmsHaveData,
  rollbackKnown,
  waiversInOrder,
  filledIn,
];

export function ruleNamed(id: string): Rule | undefined {
  return rules.find((each) => each.id === id);
}
