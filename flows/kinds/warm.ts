// What is kept warm of a function: the version that is to serve, before it does; the other no more, afterwards.

import { isFailure } from '../../core/failure.ts';
import { orLogged } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import type { Cools, Versions, Wanted } from './kind.ts';
import type { AliasTarget } from './versions.ts';

/**
 * Has as many kept warm of the version that is to come as of the one that serves. Forth waits for them: throws
 * `NotReady` until they are there, and `Refused` where they cannot be. Back waits for nothing: it does not stay where
 * harm is done to be quick elsewhere; where none can be kept warm, the log says so.
 */
export async function warmUp(
  ports: Ports,
  { pipeline, target, doing }: Wanted<AliasTarget>,
  { functionVersion: to, fromVersion: from }: Versions,
): Promise<void> {
  if (from === to) return;
  const { function: name } = target.lambda;
  const warmed = async () => {
    const count = await ports.warmth.warmOf(target, name, from);
    if (count !== undefined) await ports.warmth.warm(target, name, to, count);
  };
  if (doing === 'deploy') return warmed();
  const begun = async () =>
    warmed().catch((thrown: unknown) => {
      if (!isFailure(thrown, 'NotReady')) throw thrown;
    });
  await orLogged(ports, { pipeline, target: target.name }, begun);
}

/** What it costs is no reason to hold up an end: where it cannot be ended now, the log says so. */
export const cools: Cools<AliasTarget> = {
  async cool(ports, target, { pipeline, intent }) {
    const { functionVersion: to, fromVersion: from } = intent ?? {};
    if (to === undefined || from === undefined || from === to) return;
    const { function: name, alias } = target.lambda;
    await orLogged(ports, { pipeline, target: target.name }, async () => {
      const truth = await ports.functions.readAlias(target, name, alias);
      const serves = truth && Object.keys(truth.weights).length === 0 ? truth.version : undefined;
      if (serves === to) await ports.cooling.cool(target, name, from);
      if (serves === from) await ports.cooling.cool(target, name, to);
    });
  },
};
