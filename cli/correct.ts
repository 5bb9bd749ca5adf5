// tidegate correct: a person says that a verdict was wrong, so that it is counted.

import { corrections } from '../core/judging/correction.ts';
import { nearest } from '../core/nearest.ts';
import { correct as keepCorrection } from '../flows/correct.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed } from './deployed.ts';

const USAGE = `tidegate correct RELEASE harmless|missed --reason TEXT [--wave NAME] ${DEPLOYED_USAGE} [--json]`;

/** It stands in the ledger and on the screen. */
const MOST_CHARACTERS = 1_000;

export async function correct(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      ...deployedOptions,
      wave: { type: 'string' },
      reason: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const [release, word, ...rest] = positionals;
  if (release === undefined || word === undefined || rest.length > 0)
    throw refuseUsage(`expected a release and a word, got ${positionals.length} of them`, USAGE);
  const is = corrections.find((each) => each === word);
  if (is === undefined) {
    const meant = nearest(word, corrections);
    throw refuseUsage(
      `expected harmless or missed, got ${word}${meant ? `; did you mean ${meant}?` : ''}`,
      USAGE,
    );
  }
  const reason = values.reason?.trim();
  if (!reason) throw refuseUsage('expected --reason with what you know, got none', USAGE);
  if (reason.length > MOST_CHARACTERS)
    throw refuseUsage(
      `expected a reason of at most ${MOST_CHARACTERS} characters, got ${reason.length}`,
      USAGE,
    );
  const { ports, person } = await openDeployed(values);
  const kept = await keepCorrection(ports, {
    release,
    is,
    wave: values.wave,
    reason,
    by: person,
  });
  process.stdout.write(
    values.json
      ? `${JSON.stringify(kept, null, 2)}\n`
      : `kept: the verdict on wave ${kept.wave} of ${release} counts as ${is}; see tidegate signals ${kept.pipeline}\n`,
  );
  return 0;
}
