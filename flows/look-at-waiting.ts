// Looks at what waits, in case the event that should have woken it was lost.

import type { AlarmNow } from '../aws/cloudwatch.ts';
import type { WorkName } from '../core/counted.ts';
import { keys } from '../core/keys.ts';
import type { Open } from '../core/release.ts';
import type { AlarmName, BakeWait, DeploymentWait, Wait } from '../core/wait.ts';
import { waitKey } from '../core/wait-key.ts';
import type { Wave } from '../core/wave.ts';
import { alarmId, alarmNamesOf, byPlace, statesIn } from './alarm-states.ts';
import { askRuns } from './ask-runs.ts';
import { carryOut } from './carry-out.ts';
import type { Turn } from './in-time.ts';
import { letGoOn } from './let-go-on.ts';
import { lookAtBake } from './look-at-bake.ts';
import { lookAtDeployment } from './look-at-deployment.ts';
import { lookAtGate } from './look-at-gate.ts';
import { lookAtShift } from './look-at-shift.ts';
import { lookAtTest } from './look-at-test.ts';
import { lookAtTruth } from './look-at-truth.ts';
import { measureGates } from './measure-gates.ts';
import { measureWaits } from './measure-waits.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { firstPart, type Part } from './shares.ts';
import { sideBySide } from './side-by-side.ts';
import { allSees } from './tests/all-sees.ts';

/** Of a sweep's five minutes, what is left for what comes after: each part begins nothing more then. */
export const SPARED_SECONDS = { dead: 180, shifts: 150, alarms: 120, harm: 90, waits: 60 } as const;

export type Works = (
  name: keyof typeof SPARED_SECONDS & WorkName,
  turns: readonly Turn[],
) => Promise<void>;

export interface Waiting {
  readonly waits: readonly Wait[];
  /** Of releases that are open no longer. */
  readonly orphans: readonly Wait[];
}

export type OpenNow = Part<Open>;

/**
 * All that waits. The releases that are open are read once a sweep; only where a wait is of none of them are they read
 * again: a release is open before it can have waits, and may have begun between the two readings.
 */
export async function listWaits(ports: Ports, known: OpenNow | undefined): Promise<Waiting> {
  if (known && isIdle(ports, known)) return { waits: [], orphans: [] };
  const { items: listed } = await firstPart(ports, 'waits');
  if (known && !known.isWhole) return apartByAsking(ports, listed);
  const isKnown = known && apart(listed, known.items).orphans.length === 0;
  const open = isKnown ? known : await firstPart(ports, 'open');
  if (!open.isWhole) return apartByAsking(ports, listed);
  const { waits, orphans } = apart(listed, open.items);
  // Where one cannot be read, nobody knows whose they are.
  return { waits, orphans: open.isUnclear ? [] : orphans };
}

const HOURLY_MINUTES = 5;

/** Nothing can wait where nothing is open, but what somebody left who died just then: looked for once an hour. */
function isIdle(ports: Ports, { items, isUnclear, isWhole }: OpenNow): boolean {
  return items.length === 0 && !isUnclear && isWhole && !isHourly(ports);
}

/** Of a sweep each five minutes, the first of an hour. */
export function isHourly({ clock }: Ports, at = clock.now()): boolean {
  return at.getUTCMinutes() < HOURLY_MINUTES;
}

function apart(listed: readonly Wait[], open: readonly Open[]): Waiting {
  const releases = new Set(open.map(({ release }) => release));
  const ofOpen = Map.groupBy(listed, ({ release }) => releases.has(release));
  return { waits: ofOpen.get(true) ?? [], orphans: ofOpen.get(false) ?? [] };
}

/**
 * The same where no call has all that is open: each release is asked for by its name, once an hour. A share is of the
 * hour that it was handed on in.
 */
export async function apartByAsking(
  ports: Ports,
  listed: readonly Wait[],
  at = ports.clock.now(),
): Promise<Waiting> {
  if (!isHourly(ports, at)) return { waits: listed, orphans: [] };
  const named = [...new Map(listed.map((wait) => [wait.release, wait])).values()];
  const ended = new Set<string>();
  await sideBySide(named, ({ pipeline, release: id }) =>
    orLogged(ports, { waitsOf: id }, async () => {
      const release = await ports.table.get(keys.release(pipeline, id));
      if (release?.status !== 'ended') return;
      if (!(await ports.table.get(keys.open(release.execution)))) ended.add(id);
    }),
  );
  const isOrphan = ({ release }: Wait) => ended.has(release);
  return {
    waits: listed.filter((wait) => !isOrphan(wait)),
    orphans: listed.filter((wait) => isOrphan(wait)),
  };
}

export async function lookAtWaiting(
  ports: Ports,
  { waits, orphans }: Waiting,
  work: Works,
  others: readonly Turn[] = [],
): Promise<void> {
  const bakes = waits.filter((wait) => wait.kind === 'bake');
  await lookAtFiring(ports, { bakes, waits }, work);
  await measureGates(ports, waits);
  await work('waits', [
    // Functions left them that died as their releases ended.
    ...orphans.map((wait) => ({
      key: `orphan ${waitKey(wait).sk}`,
      look: () => ports.table.remove(waitKey(wait), { token: wait.token }),
    })),
    ...bakes.map((wait) => ({
      key: `truth ${waitKey(wait).sk}`,
      look: () => lookAtTruth(ports, wait),
    })),
    ...waits.map((wait) => ({ key: `wait ${waitKey(wait).sk}`, look: () => lookAt(ports, wait) })),
    ...others,
  ]);
}

interface Baking {
  readonly bakes: readonly BakeWait[];
  readonly waits: readonly Wait[];
}

/**
 * Reads the alarms of all bakes and shifts in batches, and looks at those that have one firing. At the others that
 * shift the judge may be due.
 */
async function lookAtFiring(ports: Ports, { bakes, waits }: Baking, work: Works): Promise<void> {
  const begun = await begunWaves(ports, waits, work);
  measureWaits(ports, waits, (wait) => begun.get(waveName(wait)));
  const shifting = [...begun.values()].filter((wave) => wave.status === 'open');
  const shifts = shifting.map((wave) => ({
    subject: { release: wave.release, wave: wave.plan.index },
    alarms: alarmNamesOf(wave.plan.targets),
    isHarmful: wave.harm !== undefined,
  }));
  const states = new Map<string, AlarmNow>();
  const alarms = [...bakes, ...shifts].flatMap((each) => each.alarms);
  const places = [...byPlace(alarms)].map(([key, inPlace]) => ({
    key,
    look: async () => {
      for (const [id, state] of await statesIn(ports, inPlace)) states.set(id, state);
    },
  }));
  await work('alarms', places);
  const isFiring = (names: readonly AlarmName[]) =>
    names.some((alarm) => states.get(alarmId(alarm))?.state === 'ALARM');
  await work('harm', [
    ...bakes
      .filter((bake) => isFiring(bake.alarms))
      .map((wait) => ({ key: waitKey(wait).sk, look: () => lookAtBake(ports, wait) })),
    ...shifts.map(({ subject, isHarmful, alarms: its }) => ({
      key: `shift#${subject.release}#${subject.wave}`,
      look: () => lookAtShift(ports, subject, isHarmful || isFiring(its) ? 'alarm' : 'sweep'),
    })),
  ]);
}

/** The waves that wait for anything behind their gates: deployments, tests, bakes. */
async function begunWaves(
  ports: Ports,
  waits: readonly Wait[],
  work: Works,
): Promise<ReadonlyMap<string, Wave>> {
  const behind = waits.filter(({ kind }) => kind !== 'gate');
  const named = new Map(behind.map((wait) => [waveName(wait), wait]));
  const begun = new Map<string, Wave>();
  const reads = [...named].map(([key, { release, wave: index }]) => ({
    key: `wave ${key}`,
    look: async () => {
      const wave = await ports.table.get(keys.wave(release, index));
      if (wave) begun.set(key, wave);
    },
  }));
  await work('shifts', reads);
  return begun;
}

function waveName({ release, wave }: Wait): string {
  return `${release} ${wave}`;
}

async function lookAt(ports: Ports, wait: Wait): Promise<void> {
  if (wait.kind === 'gate') await lookAtGate(ports, wait);
  if (wait.kind === 'deployment') await lookAtWaitingDeployment(ports, wait);
  if (wait.kind === 'test') await lookAtTest(ports, wait, allSees);
}

async function lookAtWaitingDeployment(ports: Ports, wait: DeploymentWait): Promise<void> {
  await lookAtDeployment(ports, wait);
  await letGoOn(ports, wait);
  await askRuns(ports, wait);
  await carryOut(ports, wait);
}
