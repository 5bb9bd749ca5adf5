// tidegate init: writes a first pipeline file, from what a template or a running account holds.

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pipelineText } from '../authoring/init/pipeline-text.ts';
import { propose } from '../authoring/init/propose.ts';
import { asName } from '../authoring/init/words.ts';
import { Failure } from '../core/failure.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { describeAccount } from './init-account.ts';
import { type ChoiceArguments, choicesFrom } from './init-choices.ts';
import { type Described, describeFiles } from './init-describe.ts';
import { describedBy, reportText } from './init-report.ts';
import { findSource, readSource, usualBeside } from './init-sources.ts';
import { USAGE } from './init-usage.ts';

const repeated = { type: 'string', multiple: true } as const;
const OPTIONS = {
  from: { type: 'string' },
  template: repeated,
  aws: { type: 'boolean', default: false },
  'endpoint-url': { type: 'string' },
  out: { type: 'string', default: 'tidegate.yml' },
  force: { type: 'boolean', default: false },
  name: { type: 'string' },
  json: { type: 'boolean', default: false },
  account: repeated,
  region: repeated,
  stage: repeated,
  stack: repeated,
  parameter: repeated,
  resources: repeated,
} as const;

export async function init(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS, USAGE);
  if (positionals.length > 0)
    throw refuseUsage(
      `expected options, got ${positionals[0]}; a file is named with --template`,
      USAGE,
    );
  const { out, force } = values;
  if (existsSync(out) && !force)
    throw new Failure(
      'Refused',
      `expected no file at ${out}, got one; give another --out, or --force to replace it`,
    );

  const { staged, source, notes, ...described } = await describe(values);
  const pipeline = values.name === undefined ? described.name : nameFrom(values.name);
  const proposal = propose(pipeline, staged);
  const text = pipelineText(proposal, { source, schema: schemaFrom(out) });
  const report = describedBy({ out, text, pipeline, source, proposal, staged, notes });
  writeFileSync(out, text);
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return 0;
}

interface Where extends ChoiceArguments {
  readonly from?: string | undefined;
  readonly template?: readonly string[] | undefined;
  readonly aws: boolean;
  readonly name?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

async function describe(values: Where): Promise<Described> {
  const { from, template, aws } = values;
  const ways = [from, template, aws || undefined].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw refuseUsage('expected one of --from, --template, --aws, got several', USAGE);
  if (aws) return describeAccount(values, choicesFrom(values, {}));
  const paths = template ?? [findSource(from ?? '.')];
  const choices = choicesFrom(values, usualBeside(paths[0]!));
  return describeFiles(paths.map(readSource), choices);
}

function nameFrom(given: string): string {
  const name = asName(given);
  if (name === given) return name;
  throw refuseUsage(
    `expected --name to be lower-case letters, digits and hyphens, got ${JSON.stringify(given)}; such as ${name || 'orders'}`,
    USAGE,
  );
}

/** Where editors find the schema, seen from the file. */
function schemaFrom(out: string): string {
  const schema = join(import.meta.dirname, '..', 'schemas', 'pipeline.schema.json');
  return relative(dirname(resolve(out)), schema).replaceAll('\\', '/');
}
