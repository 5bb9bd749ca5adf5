// Command "correct": a person says that a verdict was wrong, so that it is counted.

import { waveToCorrect } from '../../core/judging/correction.ts';
import { keys } from '../../core/keys.ts';
import { waveName } from '../../core/wave-name.ts';
import { correct as keepCorrection } from '../correct.ts';
import { findRelease } from '../find-release.ts';
import { wavesOf } from '../read-judged.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

export const correct: CommandFlow<'correct'> = {
  async whose(ports, { body }) {
    const { pipeline } = await findRelease(ports, body.release, body.pipeline);
    return ofPipeline(ports, pipeline);
  },

  async intend(ports, { body }) {
    const { is, wave: wanted } = body;
    const release = await findRelease(ports, body.release, body.pipeline);
    const wave = waveToCorrect(await wavesOf(ports, release.id), is, wanted);
    const key = keys.correction(release.pipeline, release.id, wave.plan.index);
    const before = await ports.table.get(key);
    const from = before ? `${before.is}, says ${before.by}: ${before.reason}` : 'as it was judged';
    return {
      about: `${release.pipeline}: the verdict on wave ${waveName(wave.plan)} of ${release.id} counts as ${is}`,
      changes: [{ what: `the verdict on wave ${waveName(wave.plan)}`, from, to: is }],
      seen: { before: before ?? null },
      facts: { pipeline: release.pipeline, release: release.id },
    };
  },

  async act(ports, order, intent) {
    const { body, by, at } = order;
    const { is, wave, reason } = body;
    const release = String(intent.facts?.release);
    const kept = await keepCorrection(ports, {
      release,
      is,
      wave,
      reason,
      by: by.arn,
      at,
      person: personTold(order, intent),
    });
    const did = `kept: the verdict on wave ${kept.wave} of ${release} counts as ${is}; see tidegate signals ${kept.pipeline}`;
    return { did: [did], facts: { ...kept } };
  },
};
