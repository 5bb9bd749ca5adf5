// Settles releases whose executions are gone, and looks at everything that waits: events may have been lost.

import type { AlarmNow } from '../aws/cloudwatch.ts';
import type { Readable } from '../aws/table-reads.ts';
import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import { messageRanges } from '../core/message-keys.ts';
import { muteRanges } from '../core/mute-keys.ts';
import type { Open } from '../core/release.ts';
import type { AlarmName, BakeWait, DeploymentWait, Wait } from '../core/wait.ts';
import { waitKey } from '../core/wait-key.ts';
import type { Wave } from '../core/wave.ts';
import { alarmId, alarmNamesOf, byPlace, statesIn } from './alarm-states.ts';
import { askRuns } from './ask-runs.ts';
import { carryOut } from './carry-out.ts';
import { lookAtBatch } from './consider-build.ts';
import { howEnded } from './how-ended.ts';
import { inTime, type Turn } from './in-time.ts';
import { keepReadings } from './keep-readings.ts';
import { letGoOn } from './let-go-on.ts';
import { lookAtBake } from './look-at-bake.ts';
import { lookAtDeployment, lookAtUnproven } from './look-at-deployment.ts';
import { lookAtGate } from './look-at-gate.ts';
import { lookAtShift } from './look-at-shift.ts';
import { lookAtTest } from './look-at-test.ts';
import { lookAtTruth } from './look-at-truth.ts';
import { markOpen } from './mark-deployments.ts';
import { measureGates } from './measure-gates.ts';
import { measureWaits } from './measure-waits.ts';
import { hintTellers } from './messages/hint.ts';
import { eachInTurn, orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { settleExecution } from './settle.ts';
import { allSees } from './tests/all-sees.ts';

/** Of a sweep's five minutes, what is left for what comes after: each part begins nothing more then. */
const SPARED_SECONDS = { dead: 180, shifts: 150, alarms: 120, harm: 90, waits: 60 } as const;

/**
 * What must not wait comes first: releases that are dead hold their stages, and alarms that fire are somebody's harm.
 * None of it that fails keeps anything else from its turn; a defect is thrown at the end.
 */
export async function lookAtAll(ports: Ports): Promise<void> {
  const thrown: unknown[] = [];
  const work: Works = async (name, turns) => {
    const done = await inTime(ports, { name, turns, sparesSeconds: SPARED_SECONDS[name] });
    thrown.push(...done.thrown);
  };
  let open: OpenNow | undefined;
  const settling = async () => {
    const found = await ports.table.readable(ranges.open());
    for (const { message, code } of found.unreadable) ports.log.error(message, { code });
    const settled = await settleAllDead(ports, found.items, work);
    open = settled ? undefined : found;
  };
  const parts = [
    { part: 'dead releases', run: settling },
    { part: 'all that waits', run: () => lookAtWaiting(ports, open, work) },
    { part: 'messages', run: () => hintIfTelling(ports) },
    { part: 'marks', run: () => markOpen(ports, open?.items ?? []) },
    { part: 'readings', run: () => keepReadings(ports, busyIn(open)) },
  ];
  thrown.push(...(await eachInTurn(ports, parts, ({ run }) => run())));
  const defect = thrown.find((each) => !(each instanceof Failure));
  if (defect !== undefined) throw defect;
}

/** Where nobody could say, none is: their targets are read then. */
function busyIn(open: OpenNow | undefined): ReadonlySet<string> {
  return new Set(open?.items.map(({ pipeline }) => pipeline));
}

/**
 * Whoever is to be told of anything is looked at again, in case the event that should have told was lost; and whatever
 * is muted.
 */
async function hintIfTelling(ports: Ports): Promise<void> {
  const [first] = await ports.table.latest(messageRanges.telling(), 1);
  const [muted] = first ? [] : await ports.table.latest(muteRanges.mutes(), 1);
  if (first || muted) await hintTellers(ports);
}

type Works = (name: keyof typeof SPARED_SECONDS, turns: readonly Turn[]) => Promise<void>;

type OpenNow = Readable<Open>;

/**
 * One call tells of all that run; whoever is not in it is asked for by name, since the list lags behind. Resolves to
 * whether any may be open no longer.
 */
async function settleAllDead(ports: Ports, open: readonly Open[], work: Works): Promise<boolean> {
  if (open.length === 0) return false;
  const listed = await orLogged(ports, { list: 'executions' }, () => ports.workflows.running());
  const dead = open.filter(({ execution }) => !listed?.has(execution));
  await work(
    'dead',
    dead.map((each) => ({ key: each.execution, look: () => settleDead(ports, each) })),
  );
  return dead.length > 0;
}

/** A release whose execution is gone is settled. */
async function settleDead(ports: Ports, { execution }: Open): Promise<void> {
  const end = await ports.workflows.endOf(execution);
  if (end !== undefined) await settleExecution(ports, execution, howEnded(end));
}

interface Listed {
  readonly waits: readonly Wait[];
  /** Of releases that are open no longer. */
  readonly orphans: readonly Wait[];
}

/**
 * All that waits. The releases that are open are read once a sweep; only where a wait is of none of them are they read
 * again: a release is open before it can have waits, and may have begun between the two readings.
 */
async function listWaits(ports: Ports, known: OpenNow | undefined): Promise<Listed> {
  if (known && isIdle(ports, known)) return { waits: [], orphans: [] };
  const listed = await readableItems(ports, ranges.waits());
  const isKnown = known && apart(listed, known.items).orphans.length === 0;
  const { items, unreadable } = isKnown ? known : await ports.table.readable(ranges.open());
  const { waits, orphans } = apart(listed, items);
  // Where one cannot be read, nobody knows whose they are.
  return { waits, orphans: unreadable.length > 0 ? [] : orphans };
}

const IDLE_MINUTES = 5;

/** Nothing can wait where nothing is open, but what somebody left who died just then: looked for once an hour. */
function isIdle({ clock }: Ports, { items, unreadable }: OpenNow): boolean {
  const isOpen = items.length > 0 || unreadable.length > 0;
  return !isOpen && clock.now().getUTCMinutes() >= IDLE_MINUTES;
}

function apart(listed: readonly Wait[], open: readonly Open[]): Listed {
  const releases = new Set(open.map(({ release }) => release));
  const ofOpen = Map.groupBy(listed, ({ release }) => releases.has(release));
  return { waits: ofOpen.get(true) ?? [], orphans: ofOpen.get(false) ?? [] };
}

async function lookAtWaiting(ports: Ports, open: OpenNow | undefined, work: Works): Promise<void> {
  const { waits, orphans } = await listWaits(ports, open);
  const unproven = await readableItems(ports, ranges.unproven());
  const batches = await readableItems(ports, ranges.batches());
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
    ...unproven.map((each) => ({
      key: `unproven ${keys.unproven(each).sk}`,
      look: () => lookAtUnproven(ports, each),
    })),
    ...batches.map((batch) => ({
      key: `batch ${batch.batch}`,
      look: () => lookAtBatch(ports, batch),
    })),
  ]);
}

interface Waiting {
  readonly bakes: readonly BakeWait[];
  readonly waits: readonly Wait[];
}

/**
 * Reads the alarms of all bakes and shifts in batches, and looks at those that have one firing. At the others that
 * shift the judge may be due.
 */
async function lookAtFiring(ports: Ports, { bakes, waits }: Waiting, work: Works): Promise<void> {
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
