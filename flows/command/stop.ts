// Command "stop": a release ends where it is. Only what just shifts is sent back, and no later wave starts.

import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import { keys, ranges } from '../../core/keys.ts';
import { kindFor } from '../../core/kinds/kinds.ts';
import { hasEnded, type Release } from '../../core/release.ts';
import { labelOf } from '../../core/revision.ts';
import { outcomeOf, type Wave } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import { readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { runningReleaseNamed } from '../running-release.ts';
import { sideBySide } from '../side-by-side.ts';
import { entryOf } from '../stages.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { anybodys } from './whose.ts';

export const stop: CommandFlow<'stop'> = {
  whose: anybodys,
  async intend(ports, { body }) {
    const { pipeline } = body;
    const release = await runningReleaseNamed(ports, pipeline, body.release);
    const waves = await readableItems(ports, ranges.waves(release.id));
    await refuseOnItsWayBack(ports, release, waves);
    const shifts = await shiftTexts(ports, release, waves);
    const label = labelOf(release.revision);
    return {
      about: `${pipeline}: release ${release.id} of ${label} ends where it is; what runs is not taken back`,
      changes: waves.filter(isAhead).map((wave) => ({
        what: `wave ${waveName(wave.plan)} (${few(wave.plan.targets.map(({ name }) => name)) || 'tests alone'})`,
        from: outcomeOf(wave),
        to: futureOf(wave),
      })),
      notes: shifts.length > 0 ? shifts : ['nothing of it shifts just now: what runs stays'],
      // Its waves go on while a person reads: it is stopped all the same.
      seen: { release: release.id },
      facts: { pipeline, release: release.id, execution: release.execution },
    };
  },

  async act(ports, order, { facts, changes }) {
    const { body, by, at } = order;
    const { pipeline, reason } = body;
    const id = String(facts?.release);
    const release = await ports.table.change(keys.release(pipeline, id), (item) => {
      if (item === undefined || item.status !== 'running') return undefined;
      const seen = few(changes.map(({ what, from }) => `${what} ${from}`));
      const text = `stop asked for by ${by.name} (${by.arn}): ${reason}; seen: ${seen}`;
      const entry = entryOf(ports, { pipeline, id }, 'StopAsked', '', text);
      return { item, entries: [{ ...entry, at, person: personTold(order, { changes }) }] };
    });
    if (release === undefined) return { did: [] };
    if (hasEnded(release)) return { did: [`release ${id} had ended ${release.end.outcome}`] };
    if (release.status === 'settling')
      return { did: [`release ${id} is ending already: ${release.settling.outcome}`] };
    const cause = `stopped by ${by.name}: ${reason}`;
    // What shifts is read before, for its settlement begins at once.
    const waves = await readableItems(ports, ranges.waves(id));
    const shifts = await shiftTexts(ports, release, waves);
    await ports.workflows.stop(release.execution, 'StoppedByHand', cause);
    return { did: [`release ${id} is stopped; how it ended is told within a minute`, ...shifts] };
  },
};

/** A way back is not left half-way. It ends by itself; once it is sealed, its settlement does. */
async function refuseOnItsWayBack(
  ports: Ports,
  { pipeline, id }: Release,
  waves: readonly Wave[],
): Promise<void> {
  const stages = await readableItems(ports, ranges.stages(pipeline));
  const back = stages.filter(({ lease }) => lease?.release === id && lease.intent === 'rollBack');
  if (back.length === 0) return;
  if (waves.some(({ sealedAt }) => sealedAt !== undefined))
    throw new Failure(
      'Refused',
      `expected a release that runs, got ${id}, which is being ended: what its targets run is looked at, for half ` +
        'an hour where they cannot be asked; then it ends, and a stage that is not proven is frozen',
    );
  throw new Failure(
    'Refused',
    `expected a release that goes forward, got ${id}, which takes stage ${back.map(({ name }) => name).join(', ')} back ` +
      'just now: it ends by itself. To stop even that, stop its execution in the Step Functions console',
  );
}

/** What becomes of the deployments that are under way: nobody watches them once the release has ended. */
async function shiftTexts(
  ports: Ports,
  { id, pipeline }: Release,
  waves: readonly Wave[],
): Promise<string[]> {
  const targets = waves
    .filter(({ status }) => status === 'open')
    .flatMap(({ plan }) => plan.targets);
  const texts = await sideBySide(targets, async (target) => {
    const { name } = target;
    const intent = (await ports.table.get(keys.target(pipeline, name)))?.intent;
    if (intent?.release !== id || intent.status === 'ended' || intent.calls.state === 'none')
      return [];
    return kindFor(target).hasVersions
      ? [`the shift of ${name} is stopped, and its traffic goes back to the version that had it`]
      : [
          `the deployment to the instances of ${name} comes to its end, which no alarm stops any more: ` +
            `what runs then is looked at; to take it back: tidegate rollback ${pipeline} --release ${id}`,
        ];
  });
  return texts.flat();
}

/** What has ended stays as it is. */
function isAhead(wave: Wave): boolean {
  return wave.status !== 'ended';
}

function futureOf(wave: Wave): string {
  return wave.status === 'waiting' ? 'never starts' : 'stopped';
}
