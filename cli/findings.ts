// What a policy finds in a pipeline file, each finding at its line.

import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { planOf } from '../core/plan.ts';
import { type BrokenRule, brokenRulesOf, waiverText } from '../core/practice/broken-rules.ts';
import { defaultPolicy, parsePolicy } from '../core/practice/policy.ts';
import type { Policy } from '../core/practice/policy-settings.ts';
import type { SeenAtStart } from '../core/practice/subject.ts';
import { placesIn } from '../core/strict-yaml.ts';
import { readText } from './files.ts';

export interface FileFinding {
  readonly rule: string;
  readonly level: BrokenRule['level'];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the definition it is, as `stages.3.waves.0`: the same when lines move. */
  readonly at: string;
  readonly text: string;
  readonly fix: string;
  readonly waiver?: BrokenRule['waiver'];
}

/** The policy in a file, or the one that holds where none is named. */
export function policyFrom(file: string | undefined): Policy {
  return file === undefined ? defaultPolicy : parsePolicy(readText(file), file);
}

export interface RulesInForce {
  readonly policy: Policy;
  readonly now: Date;
  /** What was seen where the targets are; absent where only the file is at hand. */
  readonly atStart?: SeenAtStart;
}

export function rulesInForce(policyFile: string | undefined): RulesInForce {
  return { policy: policyFrom(policyFile), now: new Date() };
}

/** The rules that a pipeline breaks, in the order of the file. */
export function findingsIn(
  file: string,
  text: string,
  pipeline: PipelineDefinition,
  inForce: RulesInForce,
): FileFinding[] {
  const plan = planOf(pipeline);
  const broken = brokenRulesOf({ pipeline, plan, waves: plan, ...inForce });
  if (broken.length === 0) return [];
  const placeOf = placesIn(text);
  return broken
    .map(({ path, ...rest }) => ({ ...rest, file, ...placeOf(path), at: path.join('.') }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

const WORDS = { advise: 'advice', warn: 'warning', enforce: 'error' } as const;

/** Each finding as a line that editors can follow, what to write below the first that it mends. */
export function findingLines(findings: readonly FileFinding[]): string[] {
  const said = new Set<string>();
  return findings.flatMap((finding) => {
    const { rule, fix, waiver } = finding;
    const first = firstLine(finding);
    if (waiver) return [first, `    ${waiverText(waiver)}`];
    const how = `${rule} ${fix}`;
    if (said.has(how)) return [first];
    said.add(how);
    return [first, `    to fix: ${fix}`];
  });
}

function firstLine({ rule, level, file, line, column, text, waiver }: FileFinding): string {
  return `${file}:${line}:${column}: ${waiver ? 'waived' : WORDS[level]} ${rule}: ${text}`;
}

/** Below something else: each rule once, where it is first broken, and how often; or nothing. */
export function findingsLines(findings: readonly FileFinding[]): string[] {
  if (findings.length === 0) return [];
  const lines = [...Map.groupBy(findings, ({ rule }) => rule).values()].map((all) => {
    const [first] = all as [FileFinding];
    return `  ${firstLine(first)}${all.length > 1 ? ` (and ${all.length - 1} more)` : ''}`;
  });
  const head = `Good practice: ${countText(findings)}. tidegate lint says what to write.`;
  return ['', head, ...lines];
}

/** `2 errors, 1 warning`, or nothing. */
export function countText(findings: readonly FileFinding[]): string {
  const words = findings.map(({ level, waiver }) => (waiver ? 'waived' : WORDS[level]));
  return [
    counted(words, 'error', 'errors'),
    counted(words, 'warning', 'warnings'),
    counted(words, 'advice', 'pieces of advice'),
    counted(words, 'waived', 'waived'),
  ]
    .filter((each) => each !== '')
    .join(', ');
}

function counted(words: readonly string[], one: string, many: string): string {
  const count = words.filter((each) => each === one).length;
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
