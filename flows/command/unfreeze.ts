// Command "unfreeze": a stage that was left dirty lets releases in again, whose targets a person has looked at; or what
// people have frozen goes on.

import type { Intent } from '../../core/command/answer.ts';
import type { BodyOf } from '../../core/command/words.ts';
import { Failure } from '../../core/failure.ts';
import { freezesIn, type Scope, scopeOf, standingAt, stopsText } from '../../core/hold.ts';
import { keys } from '../../core/keys.ts';
import type { Stage } from '../../core/stage.ts';
import { refuseUnknown } from '../definitions.ts';
import { lookAtGateOf } from '../look-at-gate.ts';
import { orLogged } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { entryOf } from '../stages.ts';
import type { CommandFlow, Did, Order } from './flow.ts';
import { intendThaw, Thawing, thaw } from './lift-freeze.ts';
import { personTold } from './person-told.ts';
import { refuseNoStage } from './scope.ts';
import { ofScope } from './whose.ts';

export const unfreeze: CommandFlow<'unfreeze'> = {
  whose: (ports, { body }) => ofScope(ports, scopeIn(body)),

  async intend(ports, { body }) {
    const scope = scopeIn(body);
    if (body.scope === undefined) await refuseUnknown(ports, body.pipeline ?? '');
    if (body.scope !== undefined || scope.kind !== 'stage') return intendThaw(ports, scope);
    const { pipeline, stage } = scope;
    const item = await ports.table.get(keys.stage(pipeline, stage));
    if (item?.frozen === undefined) await refuseNoStage(ports, pipeline, stage);
    return item?.frozen ? intendDirty(ports, item, item.frozen) : intendThaw(ports, scope);
  },

  act: (ports, order, intent) =>
    Thawing.safeParse(intent.carries).success
      ? thaw(ports, order, intent)
      : openDirty(ports, order, intent),
};

/** Throws `Refused` where it is no scope. */
function scopeIn({ pipeline = '', stage, scope }: BodyOf<'unfreeze'>): Scope {
  if (scope === undefined)
    return stage === undefined
      ? { kind: 'pipeline', pipeline }
      : { kind: 'stage', pipeline, stage };
  const named = scopeOf(scope);
  if (named) return named;
  throw new Failure(
    'Refused',
    `expected organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE, got ${JSON.stringify(scope)}`,
  );
}

async function intendDirty(
  ports: Ports,
  { pipeline, name: stage }: Stage,
  frozen: NonNullable<Stage['frozen']>,
): Promise<Intent> {
  const { since, reason, release } = frozen;
  const scope = `stage:${pipeline}/${stage}`;
  const others = standingAt(freezesIn(await ports.table.get(keys.hold(scope))), ports.clock.now());
  return {
    about: `${pipeline}: stage ${stage} lets releases in again`,
    changes: [{ what: `stage ${stage}`, from: `frozen since ${since}: ${reason}`, to: 'open' }],
    notes: [
      `it vouches for what its targets run: what release ${release} left there could not be proven`,
      ...(others ? [`it stays ${stopsText(others)}; that is lifted by --scope ${scope}`] : []),
    ],
    seen: { frozen },
    facts: { pipeline, stage },
  };
}

async function openDirty(
  ports: Ports,
  order: Order<'unfreeze'>,
  { changes }: Intent,
): Promise<Did> {
  const { body, by, at } = order;
  const { pipeline = '', stage = '', reason } = body;
  let isDone = false;
  const after = await ports.table.change(keys.stage(pipeline, stage), (item) => {
    isDone = item?.frozen !== undefined && item.frozen.since <= at;
    if (item?.frozen === undefined || !isDone) return undefined;
    const { frozen, ...rest } = item;
    const seen = changes.map(({ from }) => from).join('; ');
    const text = `stage ${stage} unfrozen by ${by.name} (${by.arn}): ${reason}; seen: ${seen}`;
    const id = frozen.release;
    const person = personTold(order, { changes });
    const entry = {
      ...entryOf(ports, { pipeline, id }, 'StageUnfrozen', stage, text),
      at,
      person,
    };
    return { item: rest, entries: [entry] };
  });
  if (after?.frozen) return { did: [`stage ${stage} was frozen again since, and stays so`] };
  const waiting = after?.waiting?.release;
  if (waiting !== undefined) await orLogged(ports, { waiting }, () => lookAtGateOf(ports, waiting));
  return { did: [`stage ${stage} is open`] };
}
