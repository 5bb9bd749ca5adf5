// Claims a rollback by hand for the execution that carries it: a release of its own, written once.

import { whoIs } from '../core/command/person.ts';
import { Failure } from '../core/failure.ts';
import { wavesWithin } from '../core/find-way-back.ts';
import { keys } from '../core/keys.ts';
import type { PersonTold } from '../core/ledger.ts';
import { planOf } from '../core/plan.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { hasEnded, type Open, type Release, releaseIdOf } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import type { RollbackOrder, WayBack } from '../core/way-back.ts';
import { readDefinition, readVersion } from './definitions.ts';
import { writeWaves } from './follow-claim.ts';
import { type IntendedRollback, intendRollback, type RollbackWish } from './intend-rollback.ts';
import { noteTelling } from './messages/telling.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

export interface AskedRollback {
  /** The ARN of the execution that is to carry it. */
  readonly execution: string;
  readonly pipeline: string;
  /** What a person has asked for by a command: the name of this very execution. */
  readonly order?: string | undefined;
  /** What is asked for in the console: nobody is named for it. */
  readonly wish: RollbackWish & { readonly reason?: string | undefined };
}

/**
 * The rollback, claimed; doing it again finds the same one. Throws `Refused` where it could take nothing back, `Ended`
 * where it has ended.
 */
export async function claimRollback(ports: Ports, asked: AskedRollback): Promise<Release> {
  const { pipeline, execution } = asked;
  const id = rollbackIdOf(pipeline, execution);
  const before = await ports.table.get(keys.release(pipeline, id));
  const release = before ?? (await write(ports, id, asked));
  if (hasEnded(release)) {
    await ports.table.remove(keys.open(execution));
    throw new Failure('Ended', `expected to claim rollback ${id}, got one that has ended`);
  }
  const { area } = rollbackOf(release);
  await writeWaves(ports, release, wavesWithin(await planOfRollback(ports, release), area));
  return release;
}

export function rollbackOf({ id, rollback }: Pick<Release, 'id' | 'rollback'>): WayBack {
  if (rollback) return rollback;
  throw new Failure('WrongInput', `expected a rollback by hand, got release ${id}`);
}

export function rollbackIdOf(pipeline: string, execution: string): string {
  return releaseIdOf(pipeline, execution, 1);
}

/** The plan that a rollback goes by: that of the definition which was in force as it was claimed. */
export async function planOfRollback(
  ports: Ports,
  { pipeline, definitionVersion }: Pick<Release, 'pipeline' | 'definitionVersion'>,
): Promise<readonly PlannedWave[]> {
  const definition = await readVersion(ports, pipeline, definitionVersion);
  if (definition) return planOf(definition.pipeline);
  throw new Failure('Missing', `expected version ${definitionVersion} of ${pipeline}, got none`);
}

async function write(ports: Ports, id: string, asked: AskedRollback): Promise<Release> {
  const { pipeline, execution } = asked;
  const order = await orderOf(ports, asked);
  const since = ports.clock.now().toISOString();
  const open: Open = { pipeline, release: id, execution, since };
  await ports.table.put(keys.open(execution), open);
  const definition = await readDefinition(ports, pipeline);
  await noteTelling(ports, definition.pipeline, open);
  const waves = wavesWithin(planOf(definition.pipeline), order.area);
  const [newest] = order.takes;
  if (newest === undefined) throw new Failure('WrongInput', 'expected what is to be taken back');
  return ports.table.ensure(keys.release(pipeline, id), (item) => {
    if (item) return { item };
    const what = order.takes.map(labelOf).join(', ');
    const text = `rollback of ${what} started by ${whoIs(order.by)}: ${order.reason}; seen: ${order.seen}`;
    const entry = {
      ...entryOf(ports, { pipeline, id }, 'ReleaseStarted', '', text),
      ...(asked.order === undefined && { person: ofConsole(order) }),
    };
    const claimed: Release = {
      kind: 'release',
      id,
      pipeline,
      revision: newest,
      attempt: 1,
      execution,
      definitionVersion: definition.version,
      waveCount: waves.length,
      startedAt: entry.at,
      status: 'running',
      rollback: wayOf(order),
    };
    return { item: claimed, entries: [entry] };
  });
}

/** Whom a command asks by stands in its own line. Of the console nothing is known but the execution. */
function ofConsole({ by, reason, seen }: RollbackOrder): PersonTold {
  return { by, name: whoIs(by), reason, seen, door: 'console' };
}

function wayOf({ at: _, seen: __, ...order }: RollbackOrder): WayBack {
  return { ...order, stopped: [] };
}

/** Who has asked stands in the order: an execution's input names nobody. */
async function orderOf(
  ports: Ports,
  { pipeline, order, execution, wish }: AskedRollback,
): Promise<RollbackOrder> {
  if (order === undefined) {
    const { reason = 'none was given' } = wish;
    const at = ports.clock.now().toISOString();
    const asked = { by: execution, reason, at, overDrift: false };
    return orderFrom(await intendRollback(ports, wish), asked);
  }
  const found = await ports.table.get(keys.order(pipeline, order));
  if (found && execution.endsWith(`:${order}`)) return found;
  throw new Failure(
    'Refused',
    `expected an execution that a command has started, got the order ${order}, which is not this one's`,
  );
}

export function orderFrom(
  { area, takes, to, ways, stops }: IntendedRollback,
  asked: Pick<RollbackOrder, 'by' | 'reason' | 'at'> & { readonly overDrift: boolean },
): RollbackOrder {
  const { overDrift, ...by } = asked;
  return {
    ...by,
    area,
    takes,
    ...(to && { to: to.digest }),
    ...(overDrift && { overDrift: true as const }),
    seen: seenText({ ways, stops }),
  };
}

const NAMED = 10;

/** `2 targets from #412 4f1d2c3 to #411 9f2c1d7 (eu, us)` */
function seenText({ ways, stops }: Pick<IntendedRollback, 'ways' | 'stops'>): string {
  const groups = Map.groupBy(
    ways,
    ({ from, to }) => `from ${labelOf(from)} to ${labelOf(to.revision)}`,
  );
  const told = [...groups].map(([what, own]) => {
    const names = own.map(({ target }) => target);
    const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : '';
    return `${names.slice(0, NAMED).join(', ')}${more} ${what}`;
  });
  const stopped = stops.map(
    ({ id, revision }) => `release ${id} of ${labelOf(revision)} is on its way`,
  );
  return [...told, ...stopped].join('; ');
}
