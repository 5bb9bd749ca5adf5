// tidegate correct: a person says that a verdict was wrong, so that it is counted.

import type { Correction } from '../core/judging/correction.ts';
import { correct as keepCorrection } from '../flows/correct.ts';
import { findRelease } from '../flows/find-release.ts';
import { openDeployed, type Where } from './deployed.ts';
import { print, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';

/** It stands in the ledger and on the screen. */
const MOST_CHARACTERS = 1_000;

interface Asked extends Where {
  readonly release: string;
  readonly is: Correction['is'];
  readonly reason: string;
  readonly pipeline: string | undefined;
  readonly wave: string | undefined;
  readonly json: boolean;
}

export async function correct(asked: Asked): Promise<number> {
  const { pipeline, is, wave, json, ...where } = asked;
  const reason = asked.reason.trim();
  if (reason === '') throw refuseUsage('expected --reason with what you know, got none');
  if (reason.length > MOST_CHARACTERS)
    throw refuseUsage(
      `expected a reason of at most ${MOST_CHARACTERS} characters, got ${reason.length}`,
    );
  const { ports, person } = await openDeployed(where);
  const { id: release } = await findRelease(ports, asked.release, pipeline);
  const kept = await keepCorrection(ports, { release, is, wave, reason, by: person });
  if (json) printJson(kept);
  else
    print([
      `kept: the verdict on wave ${kept.wave} of ${release} counts as ${is}; see tidegate signals ${kept.pipeline}`,
    ]);
  return 0;
}
