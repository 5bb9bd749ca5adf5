// One look at one point: every watched metric is read, its evidence grows or shrinks, and the bake is weighed.

import { max } from './arithmetic.ts';
import { isValue } from './case.ts';
import { type Counts, readCounts, readOldCounts } from './counts.ts';
import { observeNothing, observeRatios } from './evidence.ts';
import { type Gauge, readControl, readGauge } from './gauge.ts';
import { listen, listenAnew, type Point, type Reading, servesNothing } from './silence.ts';
import type { JudgeState, Memory, Plan } from './state.ts';
import { addTally, type Tally, tallyOf } from './tally.ts';

/** Values of the old revision that are remembered: an hour of minutes. */
const remembered = 60;

const unread: Reading = { canary: null, control: null };

function readingAt(point: Point, index: number): Reading {
  const { canary, control } = point[index] ?? unread;
  return { canary: isValue(canary) ? canary : null, control: isValue(control) ? control : null };
}

/**
 * Takes in one point; the state is changed in place. A failed bake stays failed and looks no further.
 *
 * The e-value of the bake is the average of its metrics' by their shares. That is an e-value again whatever the
 * metrics have to do with each other (Vovk and Wang 2021), so many metrics and many looks do not inflate false
 * rollbacks.
 */
export function observe(plan: Plan, state: JudgeState, point: Point): void {
  if (state.failedAt !== null) return;
  const at = state.hearing.points;
  if (at === plan.heardFrom) listenAnew(state.hearing);
  listen(state.hearing, plan.signs, point);
  let e = 0;
  let ofOld = 0;
  plan.watched.forEach(({ index, law, share }, place) => {
    const memory = state.memory[place] as Memory;
    const most = plan.convicting / share;
    if (law.type === 'counts') observeCounts(law, memory, point, index, most);
    else observeGauge(law, memory, readingAt(point, index), at, most);
    e += share * memory.evidence.e;
    ofOld += share * (memory.ofOld?.e ?? 0);
  });
  state.peak = max(state.peak, e);
  state.peakOfOld = max(state.peakOfOld, ofOld);
  if (e >= plan.convicting || servesNothing(state.hearing) || plan.alarms.length > 0)
    state.failedAt = at;
}

function observeGauge(
  law: Gauge,
  memory: Memory,
  { canary, control }: Reading,
  at: number,
  most: number,
): void {
  if (control !== null) observeOld(law, memory, control, { at, most });
  const reading = canary === null ? null : readGauge(law, canary, at, memory.control);
  if (!reading) {
    observeNothing(memory.evidence);
    return;
  }
  observeRatios(memory.evidence, reading.ratios, most);
  memory.expected = reading.expected;
  memory.observed = canary;
}

function observeOld(
  law: Gauge,
  { ofOld, control: values }: Memory,
  control: number,
  { at, most }: { readonly at: number; readonly most: number },
): void {
  const reading = readControl(law, control, at);
  if (reading && ofOld) observeRatios(ofOld, reading.ratios, most);
  values.push(control);
  if (values.length > remembered) values.shift();
}

function observeCounts(
  law: Counts,
  memory: Memory,
  point: Point,
  index: number,
  most: number,
): void {
  const failures = readingAt(point, index);
  const requests = readingAt(point, law.trafficIndex);
  const canary = tallyOf(law.metric, failures.canary, requests.canary);
  const control = tallyOf(law.metric, failures.control, requests.control);
  const before = { soFar: memory.tally, controlSoFar: memory.tallyOfOld };
  if (control) observeOldCounts(law, memory, control, most);
  const reading = canary ? readCounts(law, { canary, control }, before) : null;
  if (!reading) {
    observeNothing(memory.evidence);
    return;
  }
  observeRatios(memory.evidence, reading.ratios, most);
  memory.expected = reading.expected;
  memory.observed = reading.observed;
  memory.tally = addTally(memory.tally, canary);
}

function observeOldCounts(law: Counts, memory: Memory, control: Tally, most: number): void {
  const ratios = readOldCounts(law, control, memory.tallyOfOld);
  if (ratios && memory.ofOld) observeRatios(memory.ofOld, ratios, most);
  memory.tallyOfOld = addTally(memory.tallyOfOld, control);
}
