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
import { type Looker, notLooked } from './not-looked.ts';
import { print, printJson } from './output.ts';
import { contradictionsOf, parsePipelineFile, problemsAt } from './pipeline-file.ts';
import { sarifOf } from './sarif.ts';
import { refuseUsage } from './usage.ts';

/**
 * 0 if every file could be applied and released, 2 if one could not, 1 if of one that is not known: a lint that saw
 * nothing must not pass. What only warns changes nothing.
 */
export async function lint(asked: Asked): Promise<number> {
  const { policy, aws, json, sarif } = asked;
  if (json && sarif) throw refuseUsage('expected --json or --sarif, got both');
  refuseWithout(asked);
  const inForce = rulesInForce(policy);
  // The clients of AWS are most of what there is to load, and are asked nothing without it.
  const look = aws ? (await import('./look-at-targets.ts')).lookerAt(asked) : undefined;
  const files: Linted[] = [];
  for (const file of asked.files) files.push(await lintFile(file, inForce, look));
  if (json) printJson({ files });
  else if (sarif) printJson(sarifOf(files, asked['docs-url']));
  else print(linesOf(files));
  if (files.some(isWrong)) return 2;
  return files.every(({ ok }) => ok) ? 0 : 1;
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
    const seen = look ? await look(pipeline) : notLooked(pipeline);
    const { atStart, missing, paces, remarks, unread } = seen;
    const problems = [
      ...problemsAt(file, text, missing),
      ...contradictionsOf(file, text, pipeline.stages, paces),
    ];
    const by = atStart ? { ...inForce, atStart } : inForce;
    const told = new Set(problems.map((problem) => problem.text));
    const findings = findingsIn(file, text, pipeline, by).filter((each) => !told.has(each.text));
    const known = { file, problems, findings, remarks, unread };
    return { ...known, ok: !isWrong(known) && unread.length === 0 };
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return {
      file,
      ok: false,
      problems: problemsIn(file, thrown),
      findings: [],
      remarks: [],
      unread: [],
    };
  }
}

function isWrong({ problems, findings }: Pick<Linted, 'problems' | 'findings'>): boolean {
  return problems.length > 0 || forbidding(findings).length > 0;
}

/** What is wrong with a file as a whole stands at its beginning. */
function problemsIn(file: string, { problems, message }: Failure): readonly Problem[] {
  return problems.length > 0 ? problems : [{ file, line: 1, column: 1, text: message }];
}

function linesOf(files: readonly Linted[]): string[] {
  return files.flatMap((linted) => {
    const { file, problems, findings, remarks, unread } = linted;
    const found = countText(findings);
    return [
      ...problemLines(problems),
      ...findingLines(findings),
      ...unread.map((each) => `${file}: error: ${each}`),
      ...remarks.map((each) => `${file}: note: ${each}`),
      ...(problems.length > 0 ? [] : [`${file}: ${wordFor(linted)}${found && `, with ${found}`}`]),
    ];
  });
}

function wordFor(linted: Linted): string {
  if (linted.ok) return 'good';
  return isWrong(linted) ? 'not good enough' : 'not known to be good';
}
