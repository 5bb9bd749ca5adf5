// The executions of a version of a state machine: when each began and ended, and why it failed.

import { causeOf, executionsOf, type FoundExecution } from '../../aws/logs-of-machines.ts';
import type { LogLine } from '../../core/logs/log-line.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { LogsOf } from './looking.ts';

const MOST_EXECUTIONS = 1_000;
/** Why each failed is a call: the last of them say enough. */
const MOST_CAUSES = 20;

export const ofMachine: LogsOf<TargetOf<'machine'>> = async (
  access,
  { target, brought: { version }, from, until, text },
) => {
  const { name } = target.machine;
  const notice = (what: string) => ({ lines: [], notices: [`${target.name}: ${what}`] });
  if (version === undefined) return notice('no version is known yet');
  const span = { from, most: MOST_EXECUTIONS };
  const found = await executionsOf(access, target, { name, version }, span);
  if (found === 'express')
    return notice(
      `nothing is told of ${name}: Step Functions lists no executions of express machines, and what they log does not name their version`,
    );
  if (found === 'gone') return notice(`there is no version ${version} of ${name} any more`);

  const isIn = (at: number | undefined) => at !== undefined && at >= from && at < until;
  const failed = found.executions.filter(({ status, endedAt }) => isBad(status) && isIn(endedAt));
  const causes = new Map<string, string>();
  for (const { arn } of failed.slice(0, MOST_CAUSES))
    causes.set(arn, await causeOf(access, target, arn));
  const lines = found.executions
    .flatMap((execution) => linesOf(execution, causes.get(execution.arn)))
    .filter((line) => isIn(line.at) && (text === undefined || line.text.includes(text)))
    .map((line): LogLine => ({ ...line, of: target.name, resource: `${name}:${version}` }));
  const cut = `${target.name}: more than ${MOST_EXECUTIONS} executions; the last of them are shown`;
  return { lines, notices: found.isCut ? [cut] : [] };
};

function isBad(status: string): boolean {
  return ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status);
}

function linesOf(execution: FoundExecution, cause: string | undefined) {
  const { arn, name, status, startedAt, endedAt } = execution;
  const began = { id: `${arn} began`, at: startedAt, text: `${name} began` };
  if (endedAt === undefined) return [began];
  const why = cause ? `: ${cause}` : '';
  return [began, { id: `${arn} ended`, at: endedAt, text: `${name} ended ${status}${why}` }];
}
