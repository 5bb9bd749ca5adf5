// Command "rollback": takes a revision back, at any time, as a release of its own.

import { createHash } from 'node:crypto';
import { MOST_SHOWN } from '../../core/command/shown.ts';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import { revisionOn } from '../../core/find-way-back.ts';
import { keys } from '../../core/keys.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import { reasonOf } from '../../core/plain-reason.ts';
import { labelOf } from '../../core/revision.ts';
import { driftText } from '../../core/verdict.ts';
import { type Area, orderSchema } from '../../core/way-back.ts';
import { orderFrom, rollbackIdOf } from '../claim-rollback.ts';
import { readDefinition } from '../definitions.ts';
import { readingOf } from '../gather-truth.ts';
import { type IntendedRollback, intendRollback, stayingTexts } from '../intend-rollback.ts';
import type { Ports } from '../ports.ts';
import { compareWithTruth } from '../read-truth.ts';
import { sideBySide } from '../side-by-side.ts';
import { entryOf } from '../stages.ts';
import { wayBackOf } from '../way-back.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

export const rollback: CommandFlow<'rollback'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body }) {
    const { pipeline, overDrift } = body;
    const intended = await intendRollback(ports, body);
    const { takes, ways, to, staying, area } = intended;
    const { drifted, unread, lost } = await lookedAt(ports, pipeline, intended);
    if (drifted.length > 0 && !overDrift)
      throw new Failure(
        'Refused',
        `expected targets that nobody else has changed, got ${reasonOf(drifted)}. To take even that back: --over-drift`,
      );
    if (lost.length === ways.length)
      throw new Failure('Refused', `expected a way back, got none: ${reasonOf(lost)}`);
    const label = takes.map(labelOf).join(', ');
    return {
      about: `${pipeline}: ${label} is taken back ${whereOf(area)}, and quarantined`,
      changes: ways.map((way) => ({
        what: way.target,
        from: labelOf(way.from),
        to: labelOf(way.to.revision),
      })),
      notes: [
        ...notesOf(intended),
        ...drifted.map((text) => `taken back although somebody else has changed it: ${text}`),
        ...lost.map((text) => `left as it is: ${text}`),
        ...(unread.length > 0 ? [`it could not be read what ${few(unread)} really run`] : []),
      ],
      // What goes on goes on while a person reads: it is taken back wherever it has got to by then.
      seen: { takes: takes.map(({ digest }) => digest), to: to?.digest ?? null, area },
      facts: {
        pipeline,
        label,
        ...stayingFacts(staying),
      },
      carries: orderFrom(intended, { by: '', reason: '', at: '', overDrift }),
    };
  },

  async act(ports, order, { carries, changes }) {
    const { body, by, at } = order;
    const { pipeline, reason } = body;
    const name = nameOf(order);
    await ports.table.ensure(keys.order(pipeline, name), (item) => {
      if (item) return { item };
      const asked = { ...orderSchema.parse(carries), by: by.arn, reason, at };
      const execution = ports.workflows.rollbackExecution(name);
      const of = { pipeline, id: rollbackIdOf(pipeline, execution) };
      const text = `rollback asked for by ${by.name} (${by.arn}): ${reason}; seen: ${asked.seen}`;
      const person = personTold(order, { changes }, asked.seen);
      const entry = { ...entryOf(ports, of, 'RollbackAsked', '', text), at, person };
      return { item: asked, entries: [entry] };
    });
    await ports.workflows.startRollback(name, { pipeline, order: name });
    const execution = ports.workflows.rollbackExecution(name);
    const release = rollbackIdOf(pipeline, execution);
    return {
      did: [`rollback ${release} is started, as execution ${name}`],
      facts: { release, execution },
    };
  },
};

/** The same for whoever repeats the command: its key has brought back when it was first given. */
function nameOf({ body, by, at }: Order<'rollback'>): string {
  const { seen: _, key: __, preview: ___, ...own } = body;
  const digest = createHash('sha256')
    .update(JSON.stringify([by.arn, at, own]))
    .digest('hex');
  return `${body.pipeline}-rollback-${digest.slice(0, 12)}`;
}

function stayingFacts(staying: IntendedRollback['staying']) {
  const all = Object.entries(staying);
  const shown = Object.fromEntries(all.slice(0, MOST_SHOWN));
  return { staying: shown, stayingCount: all.length };
}

function whereOf({ scope, stage, wave, target }: Area): string {
  if (scope === 'release') return 'wherever it runs';
  if (target !== undefined) return `on ${target}`;
  return wave === undefined ? `in stage ${stage}` : `in wave ${stage}/${wave}`;
}

function notesOf({ stops, waitsFor, staying, others, takes }: IntendedRollback): string[] {
  const digests = takes.map(({ digest }) => digest);
  const still = others.filter((target) => digests.includes(revisionOn(target)?.digest ?? ''));
  return [
    ...stops.map(
      ({ id, revision }) => `release ${id} of ${labelOf(revision)} is stopped where it is`,
    ),
    ...waitsFor.map((id) => `it begins once release ${id} has taken back what it takes back`),
    ...stayingTexts(staying).map((text) => `stays as it is: ${text}`),
    ...(still.length > 0
      ? [`it runs on elsewhere too: ${reasonOf(still.map(({ name }) => name))}`]
      : []),
  ];
}

interface Looked {
  /** Targets that somebody else has changed since. */
  readonly drifted: readonly string[];
  /** Those that nobody could read. */
  readonly unread: readonly string[];
  /** Those whose way back is known, and gone. */
  readonly lost: readonly string[];
}

async function lookedAt(
  ports: Ports,
  pipeline: string,
  { ways }: IntendedRollback,
): Promise<Looked> {
  const definition = await readDefinition(ports, pipeline);
  const definitions = new Map(
    definition.pipeline.stages.flatMap(targetsOf).map((each) => [each.name, each] as const),
  );
  const found = await sideBySide(ways, async ({ target: name, to }) => {
    const target = definitions.get(name);
    if (target === undefined) return { said: [], lost: [] };
    const { running, intent } = (await ports.table.get(keys.target(pipeline, name))) ?? {};
    const isKnown = running !== undefined && intent?.status !== 'open';
    const way = await wayBackOf(ports, target, to);
    return {
      said: isKnown ? [{ target, installed: running, to }] : [],
      lost: way.is === 'missing' ? [way.text] : [],
    };
  });
  const said = found.flatMap((each) => each.said);
  const all = await compareWithTruth(ports, said);
  const others = all.filter(
    ({ says, runs }, index) => says.is === 'other' && !runs(said[index]!.to),
  );
  const readings = await sideBySide(others, (each) => readingOf(ports, each));
  return {
    drifted: readings.flatMap((each) => each.found.map(driftText)),
    unread: all.filter(({ says }) => says.is === 'unread').map(({ target }) => target.name),
    lost: found.flatMap((each) => each.lost),
  };
}
