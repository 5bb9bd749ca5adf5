// tidegate apply: stores a pipeline in the table of a deployed Tidegate, as a new version if it says anything new.

import { callerAccount } from '../aws/caller.ts';
import { realClock } from '../aws/clock.ts';
import { Failure } from '../core/failure.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { applyPipeline } from '../flows/definitions.ts';
import { type Ports, portsFor } from '../flows/ports.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';

const USAGE = 'tidegate apply FILE [--table NAME] [--region REGION] [--json]';

export async function apply(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      table: { type: 'string' },
      region: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw refuseUsage(`expected one pipeline file, got ${positionals.length}`, USAGE);
  const pipeline = parsePipeline(readText(file), file);
  const settings = settingsFrom(values, process.env);

  const account = await callerAccount(settings.region, realClock);
  const { version, appliedAt } = await applyPipeline(portsIn(account, settings), pipeline);
  const applied = { pipeline: pipeline.pipeline, version, appliedAt, account, ...settings };
  process.stdout.write(values.json ? `${JSON.stringify(applied, null, 2)}\n` : textOf(applied));
  return 0;
}

interface Settings {
  readonly region: string;
  readonly table: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Tidegate is deployed. Throws `Refused` with a line for each thing that is not said. */
export function settingsFrom(
  given: { readonly table?: string | undefined; readonly region?: string | undefined },
  environment: Environment,
): Settings {
  const region = given.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  const table = given.table ?? environment.TIDEGATE_TABLE;
  const missing = [
    ...(region
      ? []
      : ['expected the region Tidegate is deployed to, got none: give --region or set AWS_REGION']),
    ...(table
      ? []
      : [
          'expected the name of Tidegate’s table, got none: give --table or set TIDEGATE_TABLE; ' +
            'it is the output Table of the stack, see npx serverless info --verbose',
        ]),
  ];
  if (region && table) return { region, table };
  throw new Failure('Refused', missing.join('\n'));
}

/** Only the table is used here: nothing is started, and no member account is entered. */
function portsIn(account: string, { region, table }: Settings): Ports {
  const silent = () => {};
  return portsFor({
    sdk: { home: { account, region } },
    clock: realClock,
    log: { info: silent, warn: silent, error: silent },
    count: silent,
    tableName: table,
    releaseMachineArn: '',
    memberRole: '',
  });
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
