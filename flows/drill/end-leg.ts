// What is kept of a drill as it goes: its beginning, its legs, its end; and what its machine is told of them.

import {
  type DrillRun,
  legAfter,
  legOf,
  movesOf,
  nextLeg,
  type PlannedDrill,
} from '../../core/drill.ts';
import { legEndedText, legStartedText } from '../../core/drill-story.ts';
import type { LedgerEvent } from '../../core/ledger.ts';
import { earlierOf, type TestResult, type TestRun } from '../../core/test-run.ts';
import { haltOf, harmOf, testsOf, type Wave, type WaveOf } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import type { Ports } from '../ports.ts';
import { changeWave } from '../read.ts';
import { entryOf } from '../stages.ts';

/** What the machine goes on with: it moves these targets and comes again, or ends the drill. */
export interface ToldOfDrill {
  readonly test: string;
  readonly verdict: 'going' | 'pass' | 'fail' | 'inconclusive' | 'halted';
  readonly reason: string;
  readonly leg: number;
  readonly doing: 'none' | 'back' | 'up';
  readonly targets: readonly string[];
}

export type Drilling = Extract<TestRun, { readonly status: 'running' }> & {
  readonly drill: DrillRun;
};

/** The drill that is under way in a wave. */
export function drillingIn(wave: Wave, name: string): Drilling | undefined {
  const run = testsOf(wave)[name];
  return run?.status === 'running' && run.drill ? { ...run, drill: run.drill } : undefined;
}

/** Undefined while it waits: `leg` is the one that the machine has moved targets for. */
export function toldOfDrill(wave: Wave, name: string, leg: number): ToldOfDrill | undefined {
  const told = (verdict: ToldOfDrill['verdict'], reason: string): ToldOfDrill => ({
    ...{ test: name, verdict, reason, leg: 0, doing: 'none', targets: [] },
  });
  const run = testsOf(wave)[name];
  if (run?.status === 'ended') return told(run.verdict, run.reason);
  const halt = haltOf(wave);
  if (halt) return told('halted', halt.reason);
  const drill = drillingIn(wave, name)?.drill;
  if (drill === undefined || drill.since !== undefined || drill.leg === leg) return undefined;
  return { ...told('going', ''), leg: drill.leg, ...movesOf(drill) };
}

/** Begins it, once; or ends it at once where none of its targets has anything to return to. */
export function beginDrill(
  ports: Ports,
  wave: Wave,
  planned: PlannedDrill,
  { targets, without }: { readonly targets: readonly string[]; readonly without: string },
): Promise<Wave> {
  const { name, drill: legs } = planned;
  return changeWave(ports, wave.release, wave.plan.index, (item) => {
    const before = testsOf(item)[name];
    if (item.status !== 'open' || haltOf(item) || !isToBegin(before)) return undefined;
    const first = legAfter(before?.drill);
    const line = lineOf(ports, item, name);
    const earlier = earlierOf(before);
    const startedAt = ports.clock.now().toISOString();
    const build = `drill:${wave.release}/${wave.plan.index}/${name}@${first}`;
    const begun = { build, startedAt, ...(earlier.length > 0 && { earlier }) };
    if (targets.length === 0) {
      const reason = `skipped: ${without}`;
      const run = { ...begun, status: 'ended', verdict: 'pass', reason } as const;
      const text = `test ${name} ended, pass: ${reason}`;
      return withRun(item, name, run, [line('TestEnded', text)]);
    }
    const drill = { first, leg: first, since: startedAt, targets };
    const beside = without === '' ? '' : `; without ${without}`;
    const again = earlier.length > 0 ? ' again' : '';
    const what = `a rollback drill of ${targets.join(', ')}, each leg watched for ${legs}`;
    const entries = [line('TestStarted', `test ${name} started${again}: ${what}${beside}`)];
    return withRun(item, name, { ...begun, status: 'running', drill }, entries);
  });
}

/** A person has it run again, or it was never begun. */
export function isToBegin(run: TestRun | undefined): boolean {
  return run === undefined || (run.status === 'ended' && run.again === true);
}

/** Its targets are there: from now on the leg is watched. */
export function watchLeg(ports: Ports, wave: Wave, name: string, leg: number): Promise<Wave> {
  return changeDrill(ports, wave, name, (run, item) => {
    if (run.drill.leg !== leg || run.drill.since !== undefined) return undefined;
    const since = ports.clock.now().toISOString();
    return withRun(item, name, { ...run, drill: { ...run.drill, since } }, []);
  });
}

/** How a leg was judged, once: what follows is the next one, or the drill's end. */
export function endLeg(
  ports: Ports,
  wave: Wave,
  name: string,
  { drill: judged, verdict, reason }: LegEnd,
): Promise<Wave> {
  return changeDrill(ports, wave, name, (run, item) => {
    if (run.drill.leg !== judged.leg || run.drill.since === undefined) return undefined;
    const line = lineOf(ports, item, name);
    const leg = legOf(judged);
    const ended = line('LegEnded', legEndedText(name, leg, verdict, reason));
    const doubt =
      judged.doubt ?? (verdict === 'inconclusive' ? `leg ${leg}: ${reason}` : undefined);
    const drill = { ...judged, ...(doubt !== undefined && { doubt }) };
    const next = verdict === 'fail' ? undefined : nextLeg(drill);
    if (next === undefined) {
      const result = resultOf(drill, verdict, reason);
      return endedRun(ports, item, name, { ...run, drill }, result, [ended]);
    }
    const { since: _, ...rest } = drill;
    const going = { ...rest, leg: next };
    const entries = [ended, line('LegStarted', legStartedText(name, going))];
    return withRun(item, name, { ...run, drill: going }, entries);
  });
}

export interface LegEnd {
  /** As it was judged. */
  readonly drill: DrillRun;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly reason: string;
}

function resultOf(drill: DrillRun, verdict: LegEnd['verdict'], reason: string): TestResult {
  const leg = legOf(drill);
  if (verdict === 'fail')
    return { verdict: 'fail', reason: `leg ${leg}: ${reason}`, fault: 'assertions' };
  const { doubt } = drill;
  if (doubt !== undefined)
    return { verdict: 'inconclusive', reason: doubt, fault: 'infrastructure' };
  const half = drill.targets.length > 1 ? 'half back, ' : '';
  return { verdict: 'pass', reason: `${half}down and up again, and each leg passed` };
}

/** Ends it where it stands: it could not be moved, or its wave was proven harmful. */
export function endDrill(
  ports: Ports,
  wave: Wave,
  name: string,
  why: Pick<TestResult, 'reason' | 'fault'>,
): Promise<Wave> {
  return changeDrill(ports, wave, name, (run, item) => {
    const reason = `leg ${legOf(run.drill)}: ${why.reason}`;
    return endedRun(ports, item, name, run, { ...why, verdict: 'fail', reason }, []);
  });
}

/** Where what was found proves harm, its drill has failed with it; beside somebody else's hand it says nothing. */
export async function giveUpDrill(ports: Ports, wave: Wave, name: string): Promise<Wave> {
  const harm = harmOf(wave);
  if (harm === undefined) return wave;
  return endDrill(ports, wave, name, { reason: harm.reason, fault: 'assertions' });
}

function changeDrill(
  ports: Ports,
  { release, plan }: Wave,
  name: string,
  change: (run: Drilling, item: WaveOf<'open'>) => ReturnType<typeof withRun> | undefined,
): Promise<Wave> {
  return changeWave(ports, release, plan.index, (item) => {
    const run = drillingIn(item, name);
    return run && item.status === 'open' ? change(run, item) : undefined;
  });
}

function endedRun(
  ports: Ports,
  item: WaveOf<'open'>,
  name: string,
  run: Drilling,
  result: TestResult,
  before: Parameters<typeof withRun>[3],
) {
  const text = `test ${name} ended, ${result.verdict}: ${result.reason}`;
  const entries = [...before, lineOf(ports, item, name)('TestEnded', text)];
  return withRun(item, name, { ...run, ...result, status: 'ended' }, entries);
}

function withRun(
  item: WaveOf<'open'>,
  name: string,
  run: TestRun,
  entries: ReturnType<typeof entryOf>[],
) {
  return { item: { ...item, tests: { ...item.tests, [name]: run } }, entries };
}

function lineOf(ports: Ports, { pipeline, release, plan }: Wave, name: string) {
  const subject = `${waveName(plan)}/${name}`;
  return (event: LedgerEvent, text: string) =>
    entryOf(ports, { pipeline, id: release }, event, subject, text);
}
