// tidegate lint: says what is wrong with pipeline files, and which rules of good practice they break.

import { type Failure, isFailure, type Problem, problemText } from '../core/failure.ts';
import { planOf } from '../core/plan.ts';
import { forbidding } from '../core/practice/judge.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';
import {
  countText,
  type FileFinding,
  findingLines,
  findingsIn,
  type JudgedBy,
  judgedBy,
} from './findings.ts';
import { type Looker, lookerAt, NOT_LOOKED } from './look-at-alarms.ts';
import { parsePipelineFile } from './pipeline-file.ts';
import { sarifOf } from './sarif.ts';

const USAGE =
  'tidegate lint FILE... [--policy FILE] [--json | --sarif [--docs-url URL]]\n' +
  '       with [--aws [--region REGION] [--role NAME] [--endpoint-url URL]]: looks at the alarms themselves too';

export interface Linted {
  readonly file: string;
  /** Whether it could be applied, and breaks no rule that is enforced. */
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly findings: readonly FileFinding[];
  /** What could not be looked at, and why. */
  readonly remarks: readonly string[];
}

/** 0 if every file could be applied and released, 2 if one could not; what only warns changes nothing. */
export async function lint(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      policy: { type: 'string' },
      json: { type: 'boolean', default: false },
      sarif: { type: 'boolean', default: false },
      'docs-url': { type: 'string' },
      aws: { type: 'boolean', default: false },
      region: { type: 'string' },
      role: { type: 'string' },
      'endpoint-url': { type: 'string' },
    },
    USAGE,
  );
  if (positionals.length === 0) throw refuseUsage('expected a pipeline file, got none', USAGE);
  if (values.json && values.sarif) throw refuseUsage('expected --json or --sarif, got both', USAGE);

  refuseWithout(values);
  const judged = judgedBy(values.policy);
  const look = values.aws ? lookerAt(values) : undefined;
  const files: Linted[] = [];
  for (const file of positionals) files.push(await lintFile(file, judged, look));
  process.stdout.write(formOf(files, values));
  return files.every(({ ok }) => ok) ? 0 : 2;
}

interface Options {
  readonly json: boolean;
  readonly sarif: boolean;
  readonly aws: boolean;
  readonly 'docs-url'?: string;
  readonly region?: string;
  readonly role?: string;
  readonly 'endpoint-url'?: string;
}

function refuseWithout(values: Options): void {
  const ofAws = (['region', 'role', 'endpoint-url'] as const).find((name) => values[name]);
  if (ofAws && !values.aws) throw refuseUsage(`expected --aws with --${ofAws}, got none`, USAGE);
  const { 'docs-url': docs } = values;
  if (docs === undefined) return;
  if (!values.sarif) throw refuseUsage('expected --sarif with --docs-url, got none', USAGE);
  if (!URL.canParse(docs)) throw refuseUsage(`expected --docs-url to be a URL, got ${docs}`, USAGE);
}

function formOf(files: readonly Linted[], { json, sarif, 'docs-url': docs }: Options): string {
  if (json) return `${JSON.stringify({ files }, null, 2)}\n`;
  return sarif ? `${JSON.stringify(sarifOf(files, docs), null, 2)}\n` : textOf(files);
}

async function lintFile(file: string, judged: JudgedBy, look: Looker | undefined): Promise<Linted> {
  try {
    const text = readText(file);
    const pipeline = parsePipelineFile(text, file);
    planOf(pipeline);
    const { surroundings, remarks } = look ? await look(pipeline) : NOT_LOOKED;
    const by = surroundings ? { ...judged, surroundings } : judged;
    const findings = findingsIn(file, text, pipeline, by);
    return { file, ok: !forbidding(findings).length, problems: [], findings, remarks };
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return { file, ok: false, problems: problemsIn(file, thrown), findings: [], remarks: [] };
  }
}

/** What is wrong with a file as a whole stands at its beginning. */
function problemsIn(file: string, { problems, message }: Failure): readonly Problem[] {
  return problems.length > 0 ? problems : [{ file, line: 1, column: 1, text: message }];
}

function textOf(files: readonly Linted[]): string {
  const lines = files.flatMap(({ file, ok, problems, findings, remarks }) => {
    const found = countText(findings);
    const good = `${file}: ${ok ? 'good' : 'not good enough'}${found && `, with ${found}`}`;
    return problems.length === 0
      ? [...findingLines(findings), ...remarks.map((each) => `${file}: note: ${each}`), good]
      : problems.map(problemText);
  });
  return `${lines.join('\n')}\n`;
}
