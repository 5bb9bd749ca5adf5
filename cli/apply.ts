// tidegate apply: stores a pipeline in the table of a deployed Tidegate, as a new version if it says anything new.

import { refusePlaceholders } from '../core/pipeline/placeholders.ts';
import { applyPipeline } from '../flows/definitions.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed, type Settings } from './deployed.ts';
import { readText } from './files.ts';
import { readPipeline } from './pipeline-file.ts';

const USAGE = `tidegate apply FILE ${DEPLOYED_USAGE} [--json]`;

export async function apply(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { ...deployedOptions, json: { type: 'boolean', default: false } },
    USAGE,
  );
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw refuseUsage(`expected one pipeline file, got ${positionals.length}`, USAGE);
  const pipeline = readPipeline(file);
  refusePlaceholders(readText(file), file);
  const { ports, person, ...where } = await openDeployed(values);

  const { version, appliedAt } = await applyPipeline(ports, pipeline, person);
  const applied = { pipeline: pipeline.pipeline, version, appliedAt, ...where };
  process.stdout.write(values.json ? `${JSON.stringify(applied, null, 2)}\n` : textOf(applied));
  return 0;
}

interface Applied extends Settings {
  readonly pipeline: string;
  readonly version: number;
  readonly account: string;
  readonly appliedAt: string;
}

function textOf({ pipeline, version, account, region, appliedAt }: Applied): string {
  return `${pipeline}: version ${version} is in force in ${account} ${region}, applied ${appliedAt}\n`;
}
