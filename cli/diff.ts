// tidegate diff: what a pipeline's file says that the version in force does not. Like diff itself: 0 same, 1 different.

import { changeText, differences } from '../core/pipeline/difference.ts';
import { planOf } from '../core/plan.ts';
import { readNamed } from '../flows/definitions.ts';
import { onlyOne, readArguments } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed } from './deployed.ts';
import { readPipeline } from './pipeline-file.ts';

const USAGE = `tidegate diff FILE ${DEPLOYED_USAGE} [--json]`;

/** 0 if applying the file would change nothing, 1 if it would make a new version, 2 if it could not be applied. */
export async function diff(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { ...deployedOptions, json: { type: 'boolean', default: false } },
    USAGE,
  );
  const file = onlyOne(positionals, 'one pipeline file', USAGE);
  const pipeline = readPipeline(file);
  planOf(pipeline);
  const { ports } = await openDeployed(values);

  const inForce = await readNamed(ports, pipeline.pipeline);
  const changes = inForce ? differences(inForce.pipeline, pipeline) : [];
  const same = inForce !== undefined && changes.length === 0;
  const report = {
    pipeline: pipeline.pipeline,
    version: inForce?.version ?? 0,
    same,
    changes,
  };
  const head = inForce
    ? `${pipeline.pipeline}: ${same ? 'the same as' : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} from`} version ${inForce.version}`
    : `${pipeline.pipeline}: not applied yet; this would be its first version`;
  const text = `${[head, ...changes.map(changeText)].join('\n')}\n`;
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : text);
  return same ? 0 : 1;
}
