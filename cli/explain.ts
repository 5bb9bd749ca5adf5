// tidegate explain: why each wave of a release was judged as it was.

import { waveName } from '../core/wave.ts';
import { type ExplainedRelease, explain as explainRelease } from '../flows/explain.ts';
import { onlyOne, readArguments, refuseUsage } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed } from './deployed.ts';
import { explanationText } from './explain-text.ts';
import { paintFor } from './terminal/paint.ts';

const USAGE = `tidegate explain RELEASE [--wave NAME] [--all] ${DEPLOYED_USAGE} [--json]`;

export async function explain(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      ...deployedOptions,
      wave: { type: 'string' },
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const id = onlyOne(positionals, 'one release', USAGE);
  const { ports } = await openDeployed(values);
  const found = onlyWave(await explainRelease(ports, id), values.wave);
  const paint = paintFor(process.stdout);
  process.stdout.write(
    values.json
      ? `${JSON.stringify(found, null, 2)}\n`
      : explanationText(found, paint, { all: values.all }),
  );
  return 0;
}

function onlyWave(found: ExplainedRelease, name: string | undefined): ExplainedRelease {
  if (name === undefined) return found;
  const waves = found.waves.filter(({ wave }) => waveName(wave.plan) === name);
  if (waves.length > 0) return { ...found, waves };
  const known = found.waves.map(({ wave }) => waveName(wave.plan)).join(', ') || 'none';
  throw refuseUsage(`expected a wave whose bake has begun, one of ${known}, got ${name}`, USAGE);
}
