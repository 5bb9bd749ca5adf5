// A wave that is too large for one execution is carried out in slices, each a wave of its own, all at once.

import { mostTargetsOf } from './bounds.ts';
import type { PlannedWave } from './planned-wave.ts';
import { mayAsk } from './stack-changes.ts';

type Unnumbered = Omit<PlannedWave, 'index'>;

/**
 * The most targets of a slice. A look at its bake reads all of them within a function's minute, and its deployments
 * are far from the most that an execution's history holds.
 */
export const SLICE_TARGETS = 100;

/** What the machine of a release has to know of a wave that is carried out in slices: those between run at once. */
export interface Slices {
  /** The wave that opens its gate for all of them. */
  readonly first: number;
  readonly last: number;
}

/**
 * The waves in order, each that is too large in slices: first one without targets, which waits for all that the stage
 * asks for; then the slices, which deploy and bake at once; among them, last, its tests, which wait until all of them
 * are deployed.
 *
 *     200 targets                  →  1 wave, as it is
 *     10,000 targets               →  its gate, and 100 slices of 100
 *     1,000 targets and two tests  →  its gate, 10 slices of 100, and its tests
 */
export function inSlices(waves: readonly Unnumbered[]): PlannedWave[] {
  const all: PlannedWave[] = [];
  for (const wave of waves) {
    const slices = cut(wave);
    const first = all.length;
    const last = first + slices.length - 1;
    const sliced = slices.length > 1 && { sliced: { first, last } };
    all.push(...slices.map((slice, at) => ({ ...slice, ...sliced, index: first + at })));
  }
  return all;
}

function cut(wave: Unnumbered): readonly Unnumbered[] {
  const { targets, tests } = wave;
  if (targets.length <= Math.max(1, mostTargetsOf(wave, targets))) return [wave];
  const { approvals, bake, answerSeconds, ...rest } = wave;
  // A drill is of the targets that its wave has deployed.
  const drills = tests.filter(({ drill }) => drill !== undefined);
  const others = tests.filter(({ drill }) => drill === undefined);
  const most = Math.max(
    1,
    Math.min(SLICE_TARGETS, mostTargetsOf({ ...wave, tests: drills }, targets)),
  );
  const count = Math.ceil(targets.length / most);
  const gate = { ...rest, targets: [], tests: [], ...(approvals && { approvals }) };
  const slices = Array.from({ length: count }, (_, at): Unnumbered => {
    const from = Math.floor((at * targets.length) / count);
    const own = targets.slice(from, Math.floor(((at + 1) * targets.length) / count));
    const asks = answerSeconds !== undefined && (drills.length > 0 || own.some(mayAsk));
    return {
      ...rest,
      targets: own,
      tests: drills,
      ...(asks && { answerSeconds }),
      ...(bake && { bake: at === 0 ? bake : withoutLoad(bake) }),
    };
  });
  if (others.length === 0) return [gate, ...slices];
  // Its gate waits until all of them are deployed.
  const gateSeconds = rest.gateSeconds + (1 + (rest.deployRetries ?? 0)) * rest.deploySeconds * 3;
  const tested = {
    ...rest,
    gateSeconds,
    targets: [],
    tests: others,
    ...(answerSeconds && { answerSeconds }),
  };
  return [gate, ...slices, tested];
}

/** What sends requests sends them once. */
function withoutLoad({ load: _, traffic: __, ...bake }: NonNullable<PlannedWave['bake']>) {
  return bake;
}

/** Those that the machine of a release carries out at once. */
export function slicesIn(plan: readonly PlannedWave[]): Slices[] {
  return plan.flatMap(({ index, sliced }) => (sliced?.first === index ? [sliced] : []));
}

/** The plan as people wrote it: slices are one wave again, with the number of the first. */
export function wholeWaves(plan: readonly PlannedWave[]): PlannedWave[] {
  const groups = Map.groupBy(plan, ({ index, sliced }) => sliced?.first ?? index);
  return [...groups.values()].map(wholeOf);
}

function wholeOf(group: readonly PlannedWave[]): PlannedWave {
  const [first, ...others] = group;
  if (others.length === 0) return first!;
  const bake = group.find((each) => each.bake !== undefined)?.bake;
  const answers = group.find((each) => each.answerSeconds !== undefined)?.answerSeconds;
  return {
    ...first!,
    targets: group.flatMap(({ targets }) => targets),
    tests: testsIn(group),
    lastOfStage: group.some(({ lastOfStage }) => lastOfStage),
    ...(bake && { bake }),
    ...(answers !== undefined && { answerSeconds: answers }),
  };
}

/** A drill is in each slice, and was written once. */
function testsIn(group: readonly PlannedWave[]): PlannedWave['tests'] {
  const all = new Map(group.flatMap(({ tests }) => tests.map((test) => [test.name, test])));
  return [...all.values()];
}

/** Whether it tests what slices have deployed. */
export function testsSlices({ sliced, targets, tests }: PlannedWave): boolean {
  return sliced !== undefined && targets.length === 0 && tests.length > 0;
}

/** The numbers of what is carried out at once with a wave: of one that is not in slices, its own. */
export function slicesOf({ sliced, index }: PlannedWave): number[] {
  if (sliced === undefined) return [index];
  return Array.from({ length: sliced.last - sliced.first }, (_, at) => sliced.first + 1 + at);
}
