// Whoever waits for a person's answer keeps its stage from all others, but not from a fix: then it ends as if nobody
// had answered.

import { askedOf, isAsking, isUntested } from '../core/asking.ts';
import { keys, ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { waveName } from '../core/wave-name.ts';
import { giveUpConsents } from './give-up-consent.ts';
import { measureDeployment } from './measure-deployment.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';
import { tellVerdict, toldOf } from './tell-verdict.ts';

/** Doing it again changes nothing; what goes wrong is looked at again by the sweep. */
export async function giveWay(ports: Ports, holder: string, fix: string): Promise<void> {
  await giveUpConsents(ports, holder, fix);
  await orLogged(ports, { release: holder }, async () => {
    const asked = (await readableItems(ports, ranges.waves(holder))).find(isAsking);
    if (asked === undefined) return;
    const { index } = asked.plan;
    let written: LedgerEntry | undefined;
    const wave = await changeWave(ports, holder, index, (item) => {
      written = undefined;
      if (!isAsking(item)) return undefined;
      const reason = `${askedOf(item).reason}; nobody has answered yet, and ${fix} takes its place`;
      const of = { pipeline: item.pipeline, id: holder };
      const told = (event: 'AnswerAwaited' | 'BakeEnded', text: string) =>
        entryOf(ports, of, event, waveName(item.plan), text);
      if (isUntested(item)) {
        const entry = told('AnswerAwaited', `waits for a person no longer: ${reason}`);
        const { retries } = item.doubt;
        const doubt = { status: 'gaveWay' as const, reason, retries };
        return { item: { ...item, doubt }, entries: [entry] };
      }
      const { bake, ...rest } = item;
      const { asked: _, ...before } = bake;
      written = told('BakeEnded', `bake ended, inconclusive: ${reason}`);
      return {
        item: {
          ...rest,
          status: 'judged' as const,
          bake: before,
          judged: { verdict: 'inconclusive' as const, reason },
        },
        entries: [written],
      };
    });
    measureDeployment(ports, 'BakesEnded', asked.plan.stage, written);
    const wait = await ports.table.get(keys.bakeWait(holder, index));
    if (wait && toldOf(wave)) await tellVerdict(ports, wait, wave);
  });
}
