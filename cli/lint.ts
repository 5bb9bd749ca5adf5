// tidegate lint: says what is wrong with pipeline files, and which rules of good practice they break.

import { type Failure, isFailure, type Problem, problemLines } from '../core/failure.ts';
import { planOf } from '../core/plan.ts';
import { forbidding } from '../core/practice/broken-rules.ts';
import { readText } from './files.ts';
import {
  countText,
  findingLines,
  findingsIn,
  type RulesInForce,
  rulesInForce,
} from './findings.ts';
import type { Linted } from './linted.ts';
import { type Looker, lookerAt, NOT_LOOKED } from './look-at-targets.ts';
import { print, printJson } from './output.ts';
import { contradictionsOf, parsePipelineFile } from './pipeline-file.ts';
import { sarifOf } from './sarif.ts';
import { refuseUsage } from './usage.ts';

/** 0 if every file could be applied and released, 2 if one could not; what only warns changes nothing. */
export async function lint(asked: Asked): Promise<number> {
  const { policy, aws, json, sarif } = asked;
  if (json && sarif) throw refuseUsage('expected --json or --sarif, got both');
  refuseWithout(asked);
  const inForce = rulesInForce(policy);
  const look = aws ? lookerAt(asked) : undefined;
  const files: Linted[] = [];
  for (const file of asked.files) files.push(await lintFile(file, inForce, look));
  if (json) printJson({ files });
  else if (sarif) printJson(sarifOf(files, asked['docs-url']));
  else print(linesOf(files));
  return files.every(({ ok }) => ok) ? 0 : 2;
}

interface Asked {
  readonly files: readonly string[];
  readonly policy: string | undefined;
  readonly json: boolean;
  readonly sarif: boolean;
  readonly aws: boolean;
  readonly 'docs-url': string | undefined;
  readonly region: string | undefined;
  readonly role: string | undefined;
  readonly 'endpoint-url': string | undefined;
}

function refuseWithout(asked: Asked): void {
  const ofAws = (['region', 'role', 'endpoint-url'] as const).find((name) => asked[name]);
  if (ofAws && !asked.aws) throw refuseUsage(`expected --aws with --${ofAws}, got none`);
  if (asked['docs-url'] !== undefined && !asked.sarif)
    throw refuseUsage('expected --sarif with --docs-url, got none');
}

async function lintFile(
  file: string,
  inForce: RulesInForce,
  look: Looker | undefined,
): Promise<Linted> {
  try {
    const text = readText(file);
    const pipeline = parsePipelineFile(text, file);
    planOf(pipeline);
    const { atStart, paces, remarks } = look ? await look(pipeline) : NOT_LOOKED;
    const problems = contradictionsOf(file, text, pipeline.stages, paces);
    const by = atStart ? { ...inForce, atStart } : inForce;
    const findings = findingsIn(file, text, pipeline, by);
    const ok = problems.length === 0 && forbidding(findings).length === 0;
    return { file, ok, problems, findings, remarks };
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return { file, ok: false, problems: problemsIn(file, thrown), findings: [], remarks: [] };
  }
}

/** What is wrong with a file as a whole stands at its beginning. */
function problemsIn(file: string, { problems, message }: Failure): readonly Problem[] {
  return problems.length > 0 ? problems : [{ file, line: 1, column: 1, text: message }];
}

function linesOf(files: readonly Linted[]): string[] {
  return files.flatMap(({ file, ok, problems, findings, remarks }) => {
    const found = countText(findings);
    const good = `${file}: ${ok ? 'good' : 'not good enough'}${found && `, with ${found}`}`;
    return problems.length === 0
      ? [...findingLines(findings), ...remarks.map((each) => `${file}: note: ${each}`), good]
      : problemLines(problems);
  });
}
