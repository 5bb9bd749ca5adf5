// tidegate init: writes a first pipeline file, from what a template or a running account holds.

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pipelineText } from '../authoring/init/pipeline-text.ts';
import { propose } from '../authoring/init/propose.ts';
import { asName } from '../authoring/init/stage-names.ts';
import { Failure } from '../core/failure.ts';
import { repositoryRoot } from '../simulation/stack/root.ts';
import { describeAccount } from './init-account.ts';
import { type ChoiceArguments, choicesFrom } from './init-choices.ts';
import { type Described, describeFiles } from './init-describe.ts';
import { describedBy, reportLines } from './init-report.ts';
import { findSource, readSource, usualBeside } from './init-sources.ts';
import { print, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends ChoiceArguments {
  readonly files: readonly string[];
  readonly from: string | undefined;
  readonly template: readonly string[];
  readonly aws: boolean;
  readonly 'endpoint-url': string | undefined;
  readonly out: string;
  readonly force: boolean;
  readonly name: string | undefined;
  readonly json: boolean;
}

export async function init(values: Asked): Promise<number> {
  const { out, force, json } = values;
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
  if (json) printJson(report);
  else print(reportLines(report));
  return 0;
}

async function describe(values: Asked): Promise<Described> {
  const { from, aws } = values;
  const templates = [...values.template, ...values.files];
  const ways = [from, templates[0], aws || undefined].filter((way) => way !== undefined);
  if (ways.length > 1) throw refuseUsage('expected one of FILE, --from, --aws, got several');
  if (aws)
    return describeAccount(
      values,
      choicesFrom(values, () => ({})),
    );
  const [first = findSource(from ?? '.'), ...more] = templates;
  const choices = choicesFrom(values, usualBeside(first));
  return describeFiles([first, ...more].map(readSource), choices);
}

function nameFrom(given: string): string {
  const name = asName(given);
  if (name === given) return name;
  throw refuseUsage(
    `expected --name to be lower-case letters, digits and hyphens, got ${JSON.stringify(given)}; such as ${name || 'orders'}`,
  );
}

/** Where editors find the schema, seen from the file. */
function schemaFrom(out: string): string {
  const schema = join(repositoryRoot, 'schemas', 'pipeline.schema.json');
  return relative(dirname(resolve(out)), schema).replaceAll('\\', '/');
}
