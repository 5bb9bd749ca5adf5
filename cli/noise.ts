// tidegate noise: how noisy each alarm is, by what people have said of what it failed, and what follows from that.

import { type AlarmNoise, noiseOf } from '../core/measures/noise.ts';
import { isInForce, type Quiet } from '../core/quiet.ts';
import { pipelinesAsked } from '../flows/find-release.ts';
import { quietsOf } from '../flows/quiets.ts';
import { readJudged } from '../flows/read-judged.ts';
import { type CommandsWhere, command } from './commands.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { tableLines } from './table.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where, CommandsWhere {
  readonly action: string | undefined;
  readonly pipeline: string | undefined;
  readonly alarm: string | undefined;
  readonly until: Date | undefined;
  readonly reason: string | undefined;
  readonly last: number;
  readonly json: boolean;
}

type Noisy = AlarmNoise & { readonly pipeline: string; readonly accepted?: Quiet };

/** `noise checkout` lists, as `noise list checkout` does. */
export async function noise(asked: Asked): Promise<number> {
  const { action = 'list', pipeline, alarm } = asked;
  if (action === 'accept' || action === 'withdraw') return give(asked, action);
  if (action !== 'list' && pipeline !== undefined)
    throw refuseUsage(`expected list, accept or withdraw, got ${action}`);
  if (alarm !== undefined) throw refuseUsage(`expected one pipeline, got ${alarm} besides`);
  return list({ ...asked, pipeline: action === 'list' ? pipeline : action });
}

async function give(asked: Asked, action: 'accept' | 'withdraw'): Promise<number> {
  const { pipeline, alarm, until, reason, json, ...where } = asked;
  if (pipeline === undefined || alarm === undefined)
    throw refuseUsage(
      `expected noise ${action} PIPELINE ALARM, got no ${pipeline ? 'alarm' : 'pipeline'}`,
    );
  if (reason === undefined) throw refuseUsage('expected --reason: it stands in the ledger');
  const body = { pipeline, alarm, reason };
  if (action === 'withdraw') {
    if (until !== undefined) throw refuseUsage('expected --until with accept alone');
    await command(where, 'withdraw-noise', body, { json });
    return 0;
  }
  if (until === undefined)
    throw refuseUsage('expected --until: when the alarm has its rights again');
  await command(where, 'accept-noise', { ...body, until: until.toISOString() }, { json });
  return 0;
}

async function list({ pipeline, last, json, ...where }: Asked): Promise<number> {
  const { ports } = await openDeployed(where);
  const now = ports.clock.now().toISOString();
  const alarms: Noisy[] = [];
  for (const name of await pipelinesAsked(ports, pipeline)) {
    const quiets = (await quietsOf(ports, name)).filter((quiet) => isInForce(quiet, now));
    for (const each of noiseOf(await readJudged(ports, name, last))) {
      const accepted = quiets.find(
        (quiet) => quiet.alarm === each.alarm && quiet.targets.includes(each.target),
      );
      alarms.push({ pipeline: name, ...each, ...(accepted && { accepted }) });
    }
  }
  alarms.sort((a, b) => b.score - a.score);
  if (json) printJson({ last, alarms });
  else print(linesOf(alarms));
  return 0;
}

function linesOf(alarms: readonly Noisy[]): string[] {
  if (alarms.length === 0) return ['no alarm has failed a bake yet'];
  const rows = alarms.map(({ pipeline, alarm, target, fired, harmless, score, proposal }) => [
    ...[pipeline, alarm, target, proposal === 'none' ? '' : proposal],
    ...[String(fired), String(harmless), score.toFixed(2)],
  ]);
  const head = ['pipeline', 'alarm', 'target', 'proposal', 'failed', 'harmless', 'noise'];
  const tasks = alarms.flatMap(({ task }) => (task ? [`- ${task}`] : []));
  const accepted = alarms.flatMap(({ pipeline, alarm, target, accepted: quiet }) =>
    quiet
      ? [
          `- ${pipeline}: ${alarm} of ${target} is without its right to ${quiet.loses} until ${quiet.until}, by ${quiet.name}: ${quiet.reason}`,
        ]
      : [],
  );
  return [
    ...tableLines([head, ...rows], 4),
    ...(accepted.length > 0 ? ['', 'Accepted:', ...accepted] : []),
    ...(tasks.length > 0 ? ['', 'To do:', ...tasks] : []),
  ];
}
