// The hands of a release: what keeps one that comes late from doing anything after the release's end.

import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { Wait } from '../core/wait.ts';
import { waitKey } from '../core/wait-key.ts';
import type { Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';

/** A wave of a release that is not being ended. Throws `Ended` where it is: this is a late hand. */
export async function readLiveWave(ports: Ports, release: string, index: number): Promise<Wave> {
  const wave = await readWave(ports, release, index);
  if (wave.sealedAt !== undefined) throw ended(release, wave.sealedAt);
  return wave;
}

/**
 * Registers a token before what it waits for is read. Whoever ends a release seals its waves first and takes away its
 * waits afterwards: what was registered meanwhile is seen by one of the two, and what a function that died left here is
 * found by the sweep. Throws `Ended`.
 */
export async function register(ports: Ports, wait: Wait): Promise<void> {
  await ports.table.put(waitKey(wait), wait);
  await takenBackIfEnded(ports, wait, () =>
    ports.table.remove(waitKey(wait), { token: wait.token }),
  );
}

/** Takes back what was just written where the release is being ended: this is a late hand. Throws `Ended` then. */
export async function takenBackIfEnded(
  ports: Ports,
  { release, wave }: Pick<Wait, 'release' | 'wave'>,
  takeBack: () => Promise<void>,
): Promise<void> {
  const { sealedAt } = await readWave(ports, release, wave);
  if (sealedAt === undefined) return;
  await takeBack();
  throw ended(release, sealedAt);
}

/**
 * Answers the token of a wait and forgets the wait. A function that is slow may answer a token that has had its time:
 * then a later one waits for the same, under the same key, and it resolves to that wait, which is to be looked at.
 */
export async function answerWait(
  ports: Ports,
  wait: Wait,
  output: object,
): Promise<Wait | undefined> {
  await ports.workflows.answer(wait.token, output);
  await ports.table.remove(waitKey(wait), { token: wait.token });
  return ports.table.get(waitKey(wait));
}

/** The same for what is to be tried again: the state that waits begins anew, with a token of its own. */
export async function failWait(
  ports: Ports,
  wait: Wait,
  reason: string,
  as: 'TryAgain' | 'FollowsNow' | 'Contended' = 'TryAgain',
): Promise<Wait | undefined> {
  await ports.workflows.fail(wait.token, as, reason);
  await ports.table.remove(waitKey(wait), { token: wait.token });
  return ports.table.get(waitKey(wait));
}

/**
 * Makes calls that cannot be made conditional: says so in the wave first, which an end under way forbids, and which an
 * end that comes meanwhile waits for. Should the function die, the end waits for as long as functions live. Throws
 * `Ended`.
 */
export async function announced<T>(
  ports: Ports,
  { release, plan: { index } }: Wave,
  what: string,
  calls: () => Promise<T>,
): Promise<T> {
  const since = ports.clock.now().toISOString();
  const hand = `${what} since ${since}`;
  const change = (hands: (wave: Wave) => Wave['hands']) =>
    ports.table.change(keys.wave(release, index), (wave) => {
      const after = wave && hands(wave);
      return after && { item: { ...wave, hands: after } };
    });
  await change((wave) => {
    if (wave.sealedAt !== undefined) throw ended(release, wave.sealedAt);
    return { ...wave.hands, [hand]: since };
  });
  const isDone = () =>
    change(({ hands = {} }) => {
      const { [hand]: mine, ...others } = hands;
      return mine === undefined ? undefined : others;
    });
  try {
    return await calls();
  } finally {
    // Whether they succeeded is the caller's business; an end need not wait for them any more, and can if it must.
    await isDone().catch((thrown: unknown) =>
      ports.log.warn('a hand is still noted', { hand, thrown }),
    );
  }
}

function ended(release: string, since: string): Failure {
  return new Failure(
    'Ended',
    `expected release ${release} to go on, got one that is being ended since ${since}: nothing more is done for it`,
  );
}
