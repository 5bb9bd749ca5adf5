import { type Release, releaseEndOf } from '../../../../core/release.ts';
import type { StepCheck } from '../step-check.ts';

export const endSaidOnce: StepCheck = {
  holds: 'a release that has ended has ended so for good, and holds no stage and no wait',
  atWrite: ({ sk, before, after }, { world, kept }) => {
    if (!/^release#/.test(sk)) return [];
    const [was, is] = [before, after].map((item) => item as Release | undefined);
    const [said, says] = [was, is].map((it) => it && releaseEndOf(it));
    if (said) {
      if (says?.outcome === said.outcome) return [];
      return [
        `${was?.id} ended ${says?.outcome ?? 'not at all'} after it had ended ${said.outcome}`,
      ];
    }
    if (is === undefined || says === undefined) return [];
    const definition = world.pipelines.find(({ pipeline }) => pipeline === is.pipeline);
    const held = (definition?.stages ?? []).filter(
      ({ name }) => kept.stage(is.pipeline, name)?.lease?.release === is.id,
    );
    const waits = kept.waits().filter(({ release }) => release === is.id);
    return [
      ...held.map(({ name }) => `${is.id} ended ${says.outcome} while it held ${name}`),
      ...waits.map(({ kind }) => `${is.id} ended ${says.outcome} while its ${kind} still waited`),
    ];
  },
};
