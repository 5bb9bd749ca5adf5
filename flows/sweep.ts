// Settles releases whose executions are gone, and looks at everything that waits: events may have been lost.

import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { messageRanges } from '../core/message-keys.ts';
import { muteRanges } from '../core/mute-keys.ts';
import type { Open } from '../core/release.ts';
import { isLate, type Share, shareName } from '../core/share.ts';
import type { Unproven } from '../core/wait.ts';
import { lookAtBatch } from './consider-build.ts';
import { lookAtAnyUnproven } from './find-unproven.ts';
import { howEnded } from './how-ended.ts';
import { inTime, type Turn } from './in-time.ts';
import { keepReadings } from './keep-readings.ts';
import {
  apartByAsking,
  isHourly,
  listWaits,
  lookAtWaiting,
  type OpenNow,
  SPARED_SECONDS,
  type Works,
} from './look-at-waiting.ts';
import { markOpen } from './mark-deployments.ts';
import { hintTellers } from './messages/hint.ts';
import { eachInTurn, orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { settleExecution } from './settle.ts';
import { firstPart, partOf } from './shares.ts';

/** What is done one after the other: what fails in it keeps nothing else from its turn. */
interface Step {
  readonly part: string;
  readonly run: () => Promise<unknown>;
}

/**
 * What must not wait comes first: releases that are dead hold their stages, and alarms that fire are somebody's harm.
 * None of it that fails keeps anything else from its turn; a defect is thrown at the end.
 */
export async function lookAtAll(ports: Ports): Promise<void> {
  let open: OpenNow | undefined;
  await inSteps(ports, undefined, (work) => [
    {
      part: 'dead releases',
      run: async () => {
        const found = await firstPart(ports, 'open');
        const settled = await settleAllDead(ports, found.items, work);
        open = settled ? undefined : found;
      },
    },
    {
      part: 'all that waits',
      run: async () => {
        const waiting = await listWaits(ports, open);
        const unproven = await firstPart(ports, 'unproven');
        const batches = await firstPart(ports, 'batches');
        const others = [...turnsOf(ports, unproven.items), ...batchTurns(ports, batches.items)];
        await lookAtWaiting(ports, waiting, work, others);
      },
    },
    { part: 'messages', run: () => hintIfTelling(ports) },
    { part: 'marks', run: () => markOpen(ports, open?.items ?? []) },
    {
      part: 'readings',
      run: async () => {
        if (!isHourly(ports)) return;
        const { items } = await firstPart(ports, 'pipelines');
        await keepReadings(ports, { pipelines: items, busy: busyIn(open) });
      },
    },
  ]);
}

/**
 * Looks at a share that a sweep, or the share before it, has handed on. One that is lost is handed on again by the next
 * sweep, which a late one leaves it to; one that comes twice is looked at twice, as two sweeps at once look at all.
 */
export async function lookAtShare(ports: Ports, share: Share): Promise<void> {
  const name = shareName(share);
  if (isLate(share, ports.clock.now()))
    return ports.log.info('left a share that came late to the next sweep', { share: name });
  await inSteps(ports, name, (work) => [{ part: name, run: () => lookAtPart(ports, share, work) }]);
}

async function lookAtPart(ports: Ports, { list, ...share }: Share, work: Works): Promise<void> {
  if (list === 'open') {
    const { items } = await partOf(ports, { list, ...share });
    const settled = await settleAllDead(ports, items, work);
    return settled ? undefined : markOpen(ports, items);
  }
  if (list === 'waits') {
    const { items } = await partOf(ports, { list, ...share });
    return lookAtWaiting(ports, await apartByAsking(ports, items, new Date(share.at)), work);
  }
  if (list === 'unproven') {
    const { items } = await partOf(ports, { list, ...share });
    return work('waits', turnsOf(ports, items));
  }
  if (list === 'batches') {
    const { items } = await partOf(ports, { list, ...share });
    return work('waits', batchTurns(ports, items));
  }
  const { items } = await partOf(ports, { list, ...share });
  const of = shareName({ list, ...share });
  await keepReadings(ports, { pipelines: items, busy: new Set(), of });
}

/** `of` tells whose progress it is, where it is not the sweep's own. */
async function inSteps(
  ports: Ports,
  of: string | undefined,
  steps: (work: Works) => readonly Step[],
): Promise<void> {
  const thrown: unknown[] = [];
  const work: Works = async (name, turns) => {
    const whose = of === undefined ? {} : { of };
    const spares = { sparesSeconds: SPARED_SECONDS[name] };
    const done = await inTime(ports, { name, ...whose, turns, ...spares });
    thrown.push(...done.thrown);
  };
  thrown.push(...(await eachInTurn(ports, steps(work), ({ run }) => run())));
  const defect = thrown.find((each) => !(each instanceof Failure));
  if (defect !== undefined) throw defect;
}

/** Where nobody could say, none is: their targets are read then. */
function busyIn(open: OpenNow | undefined): ReadonlySet<string> {
  return new Set(open?.items.map(({ pipeline }) => pipeline));
}

function turnsOf(ports: Ports, unproven: readonly Unproven[]): Turn[] {
  return unproven.map((each) => ({
    key: `unproven ${keys.unproven(each).sk}`,
    look: () => lookAtAnyUnproven(ports, each),
  }));
}

function batchTurns(ports: Ports, batches: readonly Parameters<typeof lookAtBatch>[1][]): Turn[] {
  return batches.map((batch) => ({
    key: `batch ${batch.batch}`,
    look: () => lookAtBatch(ports, batch),
  }));
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

/**
 * One list tells of all that run, a thousand at a call; whoever is not in it is asked for by name, since it lags
 * behind. Resolves to whether any may be open no longer.
 */
async function settleAllDead(ports: Ports, open: readonly Open[], work: Works): Promise<boolean> {
  if (open.length === 0) return false;
  const asked = new Set(open.map(({ execution }) => execution));
  const listed = await orLogged(ports, { list: 'executions' }, () =>
    ports.workflows.running(asked),
  );
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
