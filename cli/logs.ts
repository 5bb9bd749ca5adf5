// tidegate logs: what exactly the revision of a release logs, where it is.

import { realClock } from '../aws/clock.ts';
import { memberAccess } from '../aws/sts.ts';
import { unseen } from '../core/logs/log-line.ts';
import type { Release } from '../core/release.ts';
import { outcomeOf, type Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { findRelease } from '../flows/find-release.ts';
import { readLogs } from '../flows/logs/read-logs.ts';
import { readTraces, type ToldTrace } from '../flows/logs/read-traces.ts';
import { readRelease } from '../flows/read.ts';
import { wavesOf } from '../flows/read-judged.ts';
import { type Deployed, openDeployed, stageOf } from './deployed.ts';
import { logLineJson, showTold } from './log-lines.ts';
import { rolesNamed } from './members.ts';
import { printErrors, printJson, printJsonLine, printUnbroken } from './output.ts';
import { releaseIn } from './release-words.ts';
import type { Since } from './since.ts';
import { stopSignal } from './stop-signal.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  /** Its name, or its pipeline's and its own. */
  readonly named: readonly string[];
  readonly pipeline: string | undefined;
  readonly wave: string | undefined;
  readonly stage: string | undefined;
  readonly target: string | undefined;
  readonly follow: boolean;
  readonly traces: boolean;
  readonly since: Since | undefined;
  readonly filter: string | undefined;
  readonly json: boolean;
}

type Wanted = Pick<Asked, 'wave' | 'stage' | 'target' | 'filter' | 'json'> & {
  /** Milliseconds since 1970. */
  readonly since: number | undefined;
};

export async function logs(asked: Asked): Promise<number> {
  const { named, follow, traces, since, ...rest } = asked;
  if (follow && traces) throw refuseUsage('expected --follow or --traces, got both');
  if (traces && asked.filter !== undefined)
    throw refuseUsage('expected --filter or --traces, got both: traces have no text');
  const { release: name, pipeline } = releaseIn(named, asked.pipeline);
  if (asked.filter === '') throw refuseUsage('expected --filter to be some text, got none');
  const deployed = await openDeployed(asked);
  const found = await findRelease(deployed.ports, name, pipeline);
  const now = await deployed.now();
  const wanted = { ...rest, since: since && Date.parse(since(now)) };
  if (traces) return traced(deployed, found.id, wanted);
  return follow ? followed(deployed, found.id, wanted) : once(deployed, found.id, wanted);
}

interface Read {
  readonly release: Release;
  readonly waves: readonly Wave[];
}

async function readWaves({ ports }: Deployed, id: string, wanted: Wanted): Promise<Read> {
  const [, pipeline = ''] = /^(.+)-[0-9a-f]{12}-\d+$/.exec(id) ?? [];
  const [release, all] = await Promise.all([readRelease(ports, pipeline, id), wavesOf(ports, id)]);
  const waves = all.filter((wave) => isAsked(wave, wanted));
  if (waves.length > 0) return { release, waves };
  const known = all.map(({ plan }) => waveName(plan)).join(', ') || 'none';
  const targets = [...new Set(all.flatMap(({ plan }) => plan.targets.map((it) => it.name)))];
  throw refuseUsage(
    `expected waves of ${id} that are ${textOf(wanted)}, got none; its waves are ${known}, their targets ${targets.join(', ') || 'none'}`,
  );
}

/** A wave by its whole name, or by its own. */
function isAsked({ plan }: Wave, { wave, stage, target }: Wanted): boolean {
  const names = [waveName(plan), plan.wave, `${plan.stage}/${plan.wave}`];
  return (
    (wave === undefined || names.includes(wave)) &&
    (stage === undefined || plan.stage === stage) &&
    (target === undefined || plan.targets.some(({ name }) => name === target))
  );
}

function textOf({ wave, stage, target }: Wanted): string {
  const said = [wave && `wave ${wave}`, stage && `of stage ${stage}`, target && `with ${target}`];
  return said.filter(Boolean).join(', ') || 'planned';
}

function accessOf({ ports, sdk, table }: Deployed, role: string | undefined) {
  return memberAccess(sdk, ports.clock, rolesNamed(role ?? `tidegate-${stageOf(table)}-logs`));
}

/** What could not be read just now is told, and by the exit code too. */
const PARTIAL = 4;
const JUST_NOW = 'nothing is told of it just now';

async function once(deployed: Deployed, id: string, wanted: Wanted & Where): Promise<number> {
  const { told } = await looking(deployed, id, wanted)(wanted.since);
  if (wanted.json)
    printJson({ release: id, lines: told.lines.map(logLineJson), notices: told.notices });
  else showTold(told, false);
  return codeOf(told.notices);
}

/** All that is found from a moment on, as the waves are now. */
function looking(deployed: Deployed, id: string, wanted: Wanted & Where) {
  const access = accessOf(deployed, wanted.role);
  const { target, filter: text } = wanted;
  return async (since: number | undefined) => {
    const { release, waves } = await readWaves(deployed, id, wanted);
    const now = await deployed.now();
    const asked = { release, waves, target, since, now: now + 1, text };
    return { waves, now, told: await readLogs(deployed.ports, access, asked) };
  };
}

function codeOf(notices: readonly string[]): number {
  return notices.some((notice) => notice.includes(JUST_NOW)) ? PARTIAL : 0;
}

async function traced(deployed: Deployed, id: string, wanted: Wanted & Where): Promise<number> {
  const access = accessOf(deployed, wanted.role);
  const { release, waves } = await readWaves(deployed, id, wanted);
  const { target, since } = wanted;
  const now = await deployed.now();
  const asked = { release, waves, target, since, now, text: undefined };
  const { traces, notices } = await readTraces(deployed.ports, access, asked);
  if (wanted.json)
    printJson({
      release: id,
      traces: traces.map(({ at, ...trace }) => ({ at: new Date(at).toISOString(), ...trace })),
      notices,
    });
  else {
    printErrors(notices);
    printUnbroken(traces.map(traceLine));
  }
  return codeOf(notices);
}

function traceLine({ at, target, seconds, bad, link }: ToldTrace): string {
  return `${new Date(at).toISOString()}  ${target}  ${bad ?? 'ok'}  ${seconds.toFixed(3)} s  ${link}`;
}

const LOOK_SECONDS = 2;
/** CloudWatch finds most lines within seconds; some need minutes. */
const LATE_MILLIS = 120_000;
/** The last lines of what has ended may still be on their way. */
const LAST_LOOKS = 5;

async function followed(deployed: Deployed, id: string, wanted: Wanted & Where): Promise<number> {
  const { json } = wanted;
  const look = looking(deployed, id, wanted);
  const signal = stopSignal();
  const fresh = unseen(2 * LATE_MILLIS);
  let { since } = wanted;
  let left = LAST_LOOKS;
  try {
    for (;;) {
      const { waves, now, told } = await look(since);
      showTold(fresh.take(told), json);
      since = Math.max(wanted.since ?? 0, now - LATE_MILLIS);
      if (waves.every((wave) => hasEnded(wave)) && --left <= 0) return ended(waves, json);
      if (signal.stopped()) return left130();
      await Promise.race([realClock.sleep(LOOK_SECONDS), signal.whenStopped]);
      if (signal.stopped()) return left130();
    }
  } finally {
    signal.release();
  }
}

function left130(): number {
  printErrors(['left; the release goes on']);
  return 130;
}

function hasEnded(wave: Wave): boolean {
  return wave.status === 'ended';
}

function ended(waves: readonly Wave[], json: boolean): number {
  const ends = waves.map((wave) => ({ wave: waveName(wave.plan), outcome: outcomeOf(wave) }));
  if (json) printJsonLine({ ended: ends });
  else printErrors(ends.map(({ wave, outcome }) => `${wave} has ended: ${outcome}`));
  return 0;
}
